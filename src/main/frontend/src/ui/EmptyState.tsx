import { Stack, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

/** Says that there is nothing, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }): ReactElement {
  return (
    <Stack align="center" gap={4} py="xl" px="md" role="status">
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" size="sm" ta="center" maw={420} component="div">
        {children}
      </Text>
    </Stack>
  )
}
