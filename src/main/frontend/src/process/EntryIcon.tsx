import {
  IconAlertTriangle,
  IconBan,
  IconBook2,
  IconBrain,
  IconGavel,
  IconPlayerPlay,
  IconRefresh,
  IconScale,
  IconSquareRounded,
  IconTool,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { TimelineEntry } from '../api'

export function EntryIcon({ type, size }: { type: TimelineEntry['type']; size: number }): ReactElement {
  switch (type) {
    case 'activity':
      return <IconSquareRounded size={size} />
    case 'model-call':
      return <IconBrain size={size} />
    case 'retrieval':
      return <IconBook2 size={size} />
    case 'verdict':
      return <IconScale size={size} />
    case 'tool-call':
      return <IconTool size={size} />
    case 'review':
      return <IconGavel size={size} />
    case 'task':
      return <IconUserCheck size={size} />
    case 'retry':
      return <IconRefresh size={size} />
    case 'incident':
      return <IconAlertTriangle size={size} />
    case 'cancelled':
      return <IconBan size={size} />
    case 'started':
      return <IconPlayerPlay size={size} />
  }
}
