import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { asProblem, type Incident, type SkippedResult } from '../api'
import { JsonView, ProblemAlert } from '../ui'
import { useSkipIncident, useSkippedResult } from './instanceQueries'
import { blank } from './skipping'
import { typed } from './typed'

interface Props {
  incident: Incident
  place: string
  onClose: () => void
}

/** Gives the result of a step that will not come to one, and has the instance go on. */
export function SkipIncident({ incident, place, onClose }: Props): ReactElement {
  const expected = useSkippedResult(incident.id)
  return (
    <Modal opened onClose={onClose} title={t('Skip {place}', { place })} size="lg" centered>
      {expected.error && <ProblemAlert error={expected.error} />}
      {expected.isPending && (
        <Text size="sm" c="dimmed">
          {t('Loading…')}
        </Text>
      )}
      {expected.data && <Result incident={incident} place={place} expected={expected.data} onClose={onClose} />}
    </Modal>
  )
}

function Result({ incident, place, expected, onClose }: Props & { expected: SkippedResult }): ReactElement {
  const skip = useSkipIncident(incident, () => {
    notifications.show({ message: t('{place} is skipped.', { place }) })
    onClose()
  })
  const [text, setText] = useState(() => JSON.stringify(blank(expected.schema), null, 2))
  const [reason, setReason] = useState('')
  const read = typed(text, null)
  const errors = skip.error === null ? [] : asProblem(skip.error).errors
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if ('value' in read) {
      skip.mutate({ result: read.value, reason: reason.trim() })
    }
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">
          {expected.variable === null
            ? t('The instance goes on without this step. What it has done so far stays done.')
            : t('The instance goes on as though this step had come to the result below, which counts as text from outside. What it has done so far stays done.')}
        </Text>
        <Textarea
          label={expected.variable === null ? t('Result') : t('Result, for {variable}', { variable: expected.variable })}
          description={t('As JSON')}
          autosize
          minRows={3}
          maxRows={16}
          data-autofocus
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          error={'problem' in read ? t('This is no JSON.') : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {expected.schema !== null && (
          <details>
            <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
              {t('What it has to look like')}
            </Text>
            <JsonView value={expected.schema} label={t('What it has to look like')} />
          </details>
        )}
        <TextInput label={t('Reason')} required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {skip.error && (
          <ProblemAlert error={skip.error}>
            {errors.map(({ path, message }) => (
              <Text key={path + message} size="sm">
                <code>{path}</code> {message}
              </Text>
            ))}
          </ProblemAlert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={skip.isPending} disabled={reason.trim() === '' || 'problem' in read}>
            {t('Skip and go on')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
