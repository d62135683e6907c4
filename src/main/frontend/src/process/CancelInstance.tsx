import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { ProblemAlert } from '../ui'
import { useCancelInstance } from './instanceQueries'

interface Props {
  id: string
  opened: boolean
  onClose: () => void
}

export function CancelInstance({ id, opened, onClose }: Props): ReactElement {
  const cancel = useCancelInstance(id)
  const [reason, setReason] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    cancel.mutate(
      { reason: reason.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: t('The instance is cancelled.') })
          onClose()
        },
      },
    )
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('Cancel this instance?')} centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{t('Open tasks disappear and agents stop before their next step. What already happened outside is not undone.')}</Text>
          <TextInput label={t('Reason')} required data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {cancel.error && <ProblemAlert error={cancel.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Keep it running')}
            </Button>
            <Button type="submit" color="red" loading={cancel.isPending} disabled={reason.trim() === ''}>
              {t('Cancel instance')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
