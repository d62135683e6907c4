import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { ReactElement } from 'react'

/** Asks before changes are lost: on the way to another page of the app, and by the browser's own question on the way out of it. */
export function UnsavedGuard({ unsaved }: { unsaved: boolean }): ReactElement {
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true })
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title="Leave without saving?" size="sm">
      <Text size="sm">Your changes are neither deployed nor downloaded. They are lost when you leave.</Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" size="xs" onClick={() => blocker.reset?.()}>
          Stay
        </Button>
        <Button color="red" size="xs" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
      </Group>
    </Modal>
  )
}
