import { t } from '../i18n'
/** The one place that decides how a state looks; every badge, diagram and timeline asks here. */
export type Tone = 'progress' | 'attention' | 'success' | 'danger' | 'doubt' | 'neutral'

interface StateLook {
  label: string
  tone: Tone
}

const looks: Record<string, StateLook | undefined> = {
  running: { label: t('Running'), tone: 'progress' },
  active: { label: t('In progress'), tone: 'progress' },
  started: { label: t('Started'), tone: 'progress' },
  waiting: { label: t('Waiting'), tone: 'attention' },
  'needs-review': { label: t('Needs review'), tone: 'attention' },
  completed: { label: t('Completed'), tone: 'success' },
  succeeded: { label: t('Succeeded'), tone: 'success' },
  allowed: { label: t('Allowed'), tone: 'success' },
  approved: { label: t('Approved'), tone: 'success' },
  edited: { label: t('Approved with changes'), tone: 'success' },
  failed: { label: t('Failed'), tone: 'danger' },
  refused: { label: t('Refused'), tone: 'danger' },
  denied: { label: t('Denied'), tone: 'danger' },
  rejected: { label: t('Rejected'), tone: 'danger' },
  unknown: { label: t('Outcome unknown'), tone: 'doubt' },
  'circuit-open': { label: t('Circuit open'), tone: 'attention' },
  'circuit-half_open': { label: t('Circuit trying again'), tone: 'attention' },
  cancelled: { label: t('Cancelled'), tone: 'neutral' },
}

export function stateLook(state: string): StateLook {
  return looks[state] ?? { label: sentenceCase(state), tone: 'neutral' }
}

/** A Mantine colour name. */
export function toneColor(tone: Tone): string {
  switch (tone) {
    case 'progress':
      return 'indigo'
    case 'attention':
      return 'yellow'
    case 'success':
      return 'teal'
    case 'danger':
      return 'red'
    case 'doubt':
      return 'orange'
    case 'neutral':
      return 'gray'
  }
}

export function stateColor(state: string): string {
  return toneColor(stateLook(state).tone)
}

/** "customer-outreach" reads "Customer outreach". */
export function sentenceCase(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[-_.\s]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
