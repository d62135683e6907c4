import { Button, Group, Modal, Skeleton, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { ProblemAlert } from '../ui'
import { usePutBack, useVersion } from './definitionQueries'
import type { Kind } from './kinds'
import { SideBySide } from './SideBySide'

interface Props {
  kind: Kind
  name: string
  inForce: string
  version: string | null
  onClose: () => void
}

/** Puts an earlier version in force again, once it was seen what that changes. */
export function PutBack({ kind, name, inForce, version, onClose }: Props): ReactElement {
  const now = useVersion(kind, name, version === null ? null : inForce)
  const then = useVersion(kind, name, version)
  const putBack = usePutBack(kind, name)
  const [comment, setComment] = useState('')
  const close = (): void => {
    putBack.reset()
    setComment('')
    onClose()
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (version !== null) {
      putBack.mutate(
        { version, basedOn: inForce, comment: comment.trim() },
        {
          onSuccess: () => {
            notifications.show({ message: t('The earlier version counts again.') })
            close()
          },
        },
      )
    }
  }
  return (
    <Modal opened={version !== null} onClose={close} title={t('Go back to this version?')} size="80rem" centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {now.data !== undefined && then.data !== undefined ? <SideBySide before={now.data.source} after={then.data.source} label={t('What changes')} /> : <Skeleton h={160} />}
          <TextInput label={t('Why')} required maxLength={500} data-autofocus value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
          {putBack.error && <ProblemAlert error={putBack.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('Leave it as it is')}
            </Button>
            <Button type="submit" loading={putBack.isPending} disabled={comment.trim() === ''}>
              {t('Go back to it')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
