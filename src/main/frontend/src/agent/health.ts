import { t } from '../i18n'
import type { Tone } from '../ui'
import type { KnownAgent, KnownTool } from './definitionQueries'

export interface Health {
  label: string
  tone: Tone
  /** Said on hovering. */
  reason: string | null
}

export function agentHealth({ switch: state, use }: Pick<KnownAgent, 'switch' | 'use'>): Health {
  if (!state.enabled) {
    return { label: t('Switched off'), tone: 'danger', reason: state.reason }
  }
  return use.runs === 0 ? { label: t('Idle'), tone: 'neutral', reason: null } : { label: t('In use'), tone: 'success', reason: null }
}

/** The worst first: nothing is called, some of it is not, all of it may be. */
export function toolHealth({ switch: state, environments, use, ...tool }: Pick<KnownTool, 'switch' | 'environments' | 'use' | 'class'>): Health {
  if (!state.enabled) {
    return { label: t('Switched off'), tone: 'danger', reason: state.reason }
  }
  if (tool.class === 'forbidden') {
    return { label: t('Forbidden'), tone: 'neutral', reason: t('Its contract lets nobody call it') }
  }
  const quarantined = environments.find(({ quarantine }) => quarantine !== null)
  if (quarantined !== undefined) {
    return { label: t('Quarantined'), tone: 'danger', reason: `${quarantined.name}: ${quarantined.quarantine ?? ''}` }
  }
  const open = environments.filter(({ circuit }) => circuit !== 'closed')
  if (open.length > 0) {
    return { label: t('Circuit open'), tone: 'attention', reason: t('Too many calls failed in: {environments}', { environments: open.map(({ name }) => name).join(', ') }) }
  }
  return use.calls === 0 ? { label: t('Idle'), tone: 'neutral', reason: null } : { label: t('In use'), tone: 'success', reason: null }
}

/** Whether every word is somewhere in the texts. */
export function matches(query: string, texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** Milliseconds of an ISO 8601 duration such as PT1M30S; null for what is none. */
export function isoMs(text: string): number | null {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text)
  return parts === null ? null : ((Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0)) * 60 + Number(parts[3] ?? 0)) * 1000
}
