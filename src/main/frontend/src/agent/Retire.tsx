import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { ProblemAlert } from '../ui'
import { useRetire } from './definitionQueries'

interface Props {
  name: string
  inForce: string
  opened: boolean
  onClose: () => void
  onRetired: () => void
}

export function Retire({ name, inForce, opened, onClose, onRetired }: Props): ReactElement {
  const retire = useRetire(name)
  const [comment, setComment] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    retire.mutate(
      { basedOn: inForce, comment: comment.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: `${name} is retired.` })
          onRetired()
        },
      },
    )
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('Retire {name}?', { name })} centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{t('Nothing can be deployed with it any more. Runs that have begun go on; an instance of an earlier version of a process that comes to it needs an operator.')}</Text>
          <TextInput label={t('Why')} required maxLength={500} data-autofocus value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
          {retire.error && <ProblemAlert error={retire.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Keep it')}
            </Button>
            <Button type="submit" color="red" loading={retire.isPending} disabled={comment.trim() === ''}>
              {t('Retire')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
