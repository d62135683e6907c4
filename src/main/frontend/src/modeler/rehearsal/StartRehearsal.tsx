import { Alert, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { asProblem, type JsonObject } from '../../api'
import { FormView } from '../../process'
import { FindingList } from '../checks'
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
      <Text fw={600}>What does it begin with?</Text>
      {findings.length > 0 && (
        <Alert color="red" variant="light" p="xs" title="It cannot run like this">
          <FindingList findings={findings} diagram={diagram} onSelect={onSelect} />
        </Alert>
      )}
      {error !== null && findings.length === 0 && <AnswerProblem error={error} />}
      {form !== null && (
        <SegmentedControl
          size="xs"
          aria-label="How to enter it"
          className={classes.choice}
          data={['Form', 'JSON']}
          value={asJson ? 'JSON' : 'Form'}
          onChange={(chosen) => setAsJson(chosen === 'JSON')}
        />
      )}
      {form !== null && !asJson ? (
        <FormView schema={form} data={variables} busy={busy} submitLabel="Start" onSubmit={onStart} />
      ) : (
        <JsonAnswer label="Variables (JSON)" description="As an application would start it" action="Start" initial={variables} busy={busy} onAnswer={onStart} />
      )}
    </Stack>
  )
}
