import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { t } from '../i18n'

interface Props {
  unsaved: boolean
  title: string
  /** What would be lost. */
  children: ReactNode
}

/** Asks before changes are lost: inside the app, and by the browser's own question on the way out of it. */
export function UnsavedGuard({ unsaved, title, children }: Props): ReactElement {
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true })
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={title} size="sm" centered>
      <Text size="sm">{children}</Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" size="xs" onClick={() => blocker.reset?.()}>
          {t('Stay')}
        </Button>
        <Button color="red" size="xs" onClick={() => blocker.proceed?.()}>
          {t('Leave')}
        </Button>
      </Group>
    </Modal>
  )
}
