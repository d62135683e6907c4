import type { TimelineEntry } from '../api'
import { t } from '../i18n'

/** What of a timeline somebody looks for. */
export type EntryKind = 'all' | 'agents' | 'tools' | 'people' | 'problems'

export const entryKinds: ReadonlyMap<EntryKind, string> = new Map([
  ['all', t('Everything')],
  ['agents', t('Models')],
  ['tools', t('Tools')],
  ['people', t('People')],
  ['problems', t('Problems')],
])

const troubled = new Set(['failed', 'refused', 'denied', 'rejected', 'unknown', 'cancelled'])

export function isOf(kind: EntryKind, { type, state }: TimelineEntry): boolean {
  switch (kind) {
    case 'all':
      return true
    case 'agents':
      return type === 'model-call' || type === 'retrieval'
    case 'tools':
      return type === 'tool-call' || type === 'verdict'
    case 'people':
      return type === 'review' || type === 'task'
    case 'problems':
      return type === 'incident' || type === 'retry' || type === 'cancelled' || (state !== null && troubled.has(state))
  }
}

export interface Sums extends Record<string, number> {
  models: number
  tools: number
  people: number
  costUsd: number
}

/** What a whole timeline comes to. */
export function about(entries: readonly TimelineEntry[]): Sums {
  const count = (...types: TimelineEntry['type'][]): number => entries.filter(({ type }) => types.includes(type)).length
  return {
    models: count('model-call'),
    tools: count('tool-call'),
    people: count('review', 'task'),
    costUsd: entries.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
  }
}
