import { Progress, Text } from '@mantine/core'
import type { ReactElement } from 'react'

interface Props {
  /** What is going on, and how far it has come. */
  label: string
  /** From 0 to 1; null where nobody can tell. */
  share?: number | null
}

/** That long work goes on and, where it is known, how far it has come. */
export function WorkProgress({ label, share = null }: Props): ReactElement {
  return (
    <div role="status">
      <Text size="sm" c="dimmed" mb={4}>
        {label}
      </Text>
      {/* A full bar that moves says no more than that somebody is at it. */}
      <Progress size="sm" aria-label={label} value={share === null ? 100 : Math.min(1, share) * 100} animated={share === null} />
    </div>
  )
}
