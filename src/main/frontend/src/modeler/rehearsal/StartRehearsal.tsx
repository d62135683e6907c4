import { Alert, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { asProblem, type JsonObject } from '../../api'
import { FormView } from '../../process'
import { FindingList } from '../checks'
import { t } from '../texts'
import { AnswerProblem } from './AnswerProblem'
import { JsonAnswer } from './JsonAnswer'
import classes from './Rehearsal.module.css'

interface Props {
  /** The start form; null where the process has none. */
  form: JsonObject | null
  variables: JsonObject
  busy: boolean
  error: Error | null
  /** The diagram's file name, to tell its findings from those of other files. */
  diagram: string
  onStart: (variables: JsonObject) => void
  onSelect: (element: string) => void
}

/** With what it begins. */
export function StartRehearsal({ form, variables, busy, error, diagram, onStart, onSelect }: Props): ReactElement {
  const [asJson, setAsJson] = useState(form === null)
  const findings = error === null ? [] : asProblem(error).findings

  return (
    <Stack className={classes.start} gap="sm">
      <Text fw={600}>{t('What does it begin with?')}</Text>
      {findings.length > 0 && (
        <Alert color="red" variant="light" p="xs" title={t('It cannot run like this')}>
          <FindingList findings={findings} diagram={diagram} onSelect={onSelect} />
        </Alert>
      )}
      {error !== null && findings.length === 0 && <AnswerProblem error={error} />}
      {form !== null && (
        <SegmentedControl
          size="xs"
          aria-label={t('How to enter it')}
          className={classes.choice}
          data={[{ value: 'form', label: t('Form') }, { value: 'json', label: 'JSON' }]}
          value={asJson ? 'json' : 'form'}
          onChange={(chosen) => setAsJson(chosen === 'json')}
        />
      )}
      {form !== null && !asJson ? (
        <FormView schema={form} data={variables} busy={busy} submitLabel={t('Start')} onSubmit={onStart} />
      ) : (
        <JsonAnswer label={t('Variables (JSON)')} description={t('As an application would start it')} action={t('Start')} initial={variables} busy={busy} onAnswer={onStart} />
      )}
    </Stack>
  )
}
