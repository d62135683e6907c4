import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { ApiProblem, type Variable } from '../api'
import { ProblemAlert } from '../ui'
import { asTyped, typed } from './typed'
import { useChangeVariable, useReadAgain } from './variableQueries'

interface Props {
  instanceId: string
  variable: Variable
  onClose: () => void
}

/** Puts another value in the place of one, with a reason that goes on record. */
export function ChangeVariable({ instanceId, variable, onClose }: Props): ReactElement {
  // What was read when it was opened, so that what others write meanwhile is not overwritten unseen.
  const [seen, setSeen] = useState(variable)
  const change = useChangeVariable(instanceId, seen)
  const again = useReadAgain(instanceId, variable.name)
  const [text, setText] = useState(() => asTyped(variable.value))
  const [reason, setReason] = useState('')
  const [evenIfRead, setEvenIfRead] = useState(false)
  const read = typed(text, seen.value)
  const inUse = change.error instanceof ApiProblem && change.error.code === 'variable-in-use'
  const changed = change.error instanceof ApiProblem && change.error.code === 'variable-changed'
  const readAgain = (): void => {
    again.mutate(undefined, {
      onSuccess: (now) => {
        setSeen(now)
        setText(asTyped(now.value))
        change.reset()
      },
    })
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if ('value' in read) {
      change.mutate(
        { value: read.value, reason: reason.trim(), evenIfRead },
        {
          onSuccess: () => {
            notifications.show({ message: t('{name} is changed.', { name: variable.name }) })
            onClose()
          },
        },
      )
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('Change {name}', { name: variable.name })} size="lg" centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{t('What is under way goes on with what it was given. What you type counts as text from outside from then on.')}</Text>
          <Textarea
            label={t('Value')}
            description={typeof seen.value === 'string' ? undefined : t('As JSON')}
            autosize
            minRows={1}
            maxRows={16}
            data-autofocus
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            value={text}
            error={'problem' in read ? (read.problem === 'not-a-number' ? t('This is no number.') : t('This is no JSON.')) : null}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput label={t('Reason')} required maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {change.error && (
            <ProblemAlert error={change.error}>
              {changed && (
                <Button size="xs" variant="default" mt="xs" loading={again.isPending} onClick={readAgain}>
                  {t('Read it again')}
                </Button>
              )}
            </ProblemAlert>
          )}
          {again.error && <ProblemAlert error={again.error} />}
          {inUse && <Checkbox label={t('Change it all the same')} checked={evenIfRead} onChange={(event) => setEvenIfRead(event.currentTarget.checked)} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={change.isPending} disabled={reason.trim() === '' || 'problem' in read || text === asTyped(seen.value)}>
              {t('Change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
