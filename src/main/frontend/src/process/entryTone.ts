import type { TimelineEntry } from '../api'
import { stateLook, type Tone } from '../ui'

/** The colour of an entry: its state's, else what its type means. */
export function entryTone({ type, state }: Pick<TimelineEntry, 'type' | 'state'>): Tone {
  if (state !== null) {
    return stateLook(state).tone
  }
  switch (type) {
    case 'incident':
      return 'danger'
    case 'retry':
      return 'attention'
    case 'started':
      return 'progress'
    case 'cancelled':
    case 'activity':
    case 'model-call':
    case 'retrieval':
    case 'verdict':
    case 'tool-call':
    case 'review':
    case 'task':
      return 'neutral'
  }
}
