import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import type { Switch } from '../api'
import { ProblemAlert, RelativeTime } from '../ui'
import { useTurnSwitch } from './definitionQueries'
import type { Kind } from './kinds'

/** Says who has switched it off and why; nothing where it is on. */
export function SwitchedOff({ kind, state }: { kind: Kind; state: Switch }): ReactElement | null {
  return state.enabled ? null : (
    <Alert color="red" variant="light" p="xs" title={kind === 'agent' ? t('Switched off: its runs wait') : t('Switched off: calls are refused')}>
      {state.reason} ({state.changedBy}
      {state.changedAt !== null && (
        <>
          , <RelativeTime at={state.changedAt} />
        </>
      )}
      )
    </Alert>
  )
}

/** Stops an agent or a tool everywhere, or lets it go on, once it was read what that does. */
export function SwitchControl({ kind, name, state }: { kind: Kind; name: string; state: Switch }): ReactElement {
  const turn = useTurnSwitch(kind, name)
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const verb = state.enabled ? t('Switch off') : t('Switch on')
  const close = (): void => {
    turn.reset()
    setReason('')
    setOpened(false)
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    turn.mutate(
      { enabled: !state.enabled, reason: reason.trim() },
      {
        onSuccess: ({ enabled }) => {
          notifications.show({ message: enabled ? t('{name} is on.', { name }) : t('{name} is off.', { name }) })
          close()
        },
      },
    )
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        {verb}
      </Button>
      <Modal opened={opened} onClose={close} title={`${verb} ${name}?`} centered>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm">{effect(kind, state.enabled)}</Text>
            <TextInput label={t('Why')} required maxLength={500} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
            {turn.error && <ProblemAlert error={turn.error} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                {t('Leave it {value}', { value: state.enabled ? 'on' : 'off' })}
              </Button>
              <Button type="submit" color={state.enabled ? 'red' : undefined} loading={turn.isPending} disabled={reason.trim() === ''}>
                {verb}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}

function effect(kind: Kind, enabled: boolean): string {
  if (kind === 'agent') {
    return enabled
      ? t('Within two seconds every run of this agent waits before its next call, in all processes. Nothing is lost; a call that is under way is finished.')
      : t('Its runs go on where they stand.')
  }
  return enabled
    ? t('Within two seconds every call of this tool is refused, in all processes, and agents are told so. Steps of a diagram that call it fail. A call that is under way is finished.')
    : t('It may be called again. What was refused meanwhile is not made up for.')
}
