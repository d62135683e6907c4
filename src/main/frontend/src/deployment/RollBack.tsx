import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { asProblem } from '../api'
import { ProblemAlert } from '../ui'
import { useRollBack } from './deploymentQueries'
import { Findings } from './Findings'

interface Props {
  id: string
  opened: boolean
  onClose: () => void
  onRolledBack: (id: string) => void
}

export function RollBack({ id, opened, onClose, onRolledBack }: Props): ReactElement {
  const rollBack = useRollBack(id)
  const [comment, setComment] = useState('')
  const problem = rollBack.error === null ? null : asProblem(rollBack.error)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    rollBack.mutate(
      { comment: comment.trim() },
      {
        onSuccess: ({ changed, deployment }) => {
          notifications.show({ message: changed ? t('These files are the newest version now.') : t('These files are the newest version already.') })
          onClose()
          onRolledBack(deployment.id)
        },
      },
    )
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('Go back to this version?')} size="lg" centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">
            {t('Its files become the newest version, after the same check as any others. What is started from then on uses them; running instances stay on theirs.')}
          </Text>
          <TextInput label={t('Why')} required maxLength={500} data-autofocus value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
          {problem !== null && (
            <>
              <ProblemAlert error={problem} />
              {problem.findings.length > 0 && <Findings findings={problem.findings} />}
            </>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Leave it as it is')}
            </Button>
            <Button type="submit" loading={rollBack.isPending} disabled={comment.trim() === ''}>
              {t('Go back to it')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
