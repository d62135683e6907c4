import { Badge } from '@mantine/core'
import type { ReactElement } from 'react'
import { stateLook, toneColor } from './states'

export function StateBadge({ state, size = 'sm' }: { state: string; size?: 'xs' | 'sm' | 'md' }): ReactElement {
  const look = stateLook(state)
  return (
    <Badge color={toneColor(look.tone)} variant="light" size={size} miw="max-content">
      {look.label}
    </Badge>
  )
}
