import type { Tone } from '../ui'
import type { TaskKind } from '../api'

interface KindLook {
  label: string
  tone: Tone
}

export function taskKindLook(kind: TaskKind): KindLook {
  switch (kind) {
    case 'user':
      return { label: 'To do', tone: 'neutral' }
    case 'tool-review':
      return { label: 'Approval', tone: 'attention' }
    case 'in-doubt':
      return { label: 'In doubt', tone: 'doubt' }
    case 'sample-audit':
      return { label: 'Sample check', tone: 'progress' }
  }
}
