import { notifications } from '@mantine/notifications'

export function complain(error: unknown): void {
  notifications.show({ color: 'red', message: error instanceof Error ? error.message : String(error) })
}
