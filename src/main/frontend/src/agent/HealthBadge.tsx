import { Badge } from '@mantine/core'
import type { ReactElement } from 'react'
import { toneColor } from '../ui'
import type { Health } from './health'

export function HealthBadge({ health: { label, tone, reason } }: { health: Health }): ReactElement {
  return (
    <Badge color={toneColor(tone)} variant="light" size="sm" miw="max-content" title={reason ?? undefined}>
      {label}
    </Badge>
  )
}
