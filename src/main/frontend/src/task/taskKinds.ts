import { t } from '../i18n'
import type { Tone } from '../ui'
import type { TaskKind } from '../api'

interface KindLook {
  label: string
  tone: Tone
}

export function taskKindLook(kind: TaskKind): KindLook {
  switch (kind) {
    case 'user':
      return { label: t('To do'), tone: 'neutral' }
    case 'tool-review':
      return { label: t('Approval'), tone: 'attention' }
    case 'in-doubt':
      return { label: t('In doubt'), tone: 'doubt' }
    case 'sample-audit':
      return { label: t('Sample check'), tone: 'progress' }
  }
}

/** Flowable's own; what is above it is marked. */
export const usualPriority = 50
