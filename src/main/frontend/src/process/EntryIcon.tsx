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

export function EntryIcon({ type }: { type: TimelineEntry['type'] }): ReactElement {
  switch (type) {
    case 'activity':
      return <IconSquareRounded size={14} />
    case 'model-call':
      return <IconBrain size={14} />
    case 'retrieval':
      return <IconBook2 size={14} />
    case 'verdict':
      return <IconScale size={14} />
    case 'tool-call':
      return <IconTool size={14} />
    case 'review':
      return <IconGavel size={14} />
    case 'task':
      return <IconUserCheck size={14} />
    case 'retry':
      return <IconRefresh size={14} />
    case 'incident':
      return <IconAlertTriangle size={14} />
    case 'cancelled':
      return <IconBan size={14} />
    case 'started':
      return <IconPlayerPlay size={14} />
  }
}
