/** The one place that decides how a state looks; every badge, diagram and timeline asks here. */
export type Tone = 'progress' | 'attention' | 'success' | 'danger' | 'doubt' | 'neutral'

interface StateLook {
  label: string
  tone: Tone
}

const looks: Record<string, StateLook | undefined> = {
  running: { label: 'Running', tone: 'progress' },
  active: { label: 'In progress', tone: 'progress' },
  started: { label: 'Started', tone: 'progress' },
  waiting: { label: 'Waiting', tone: 'attention' },
  'needs-review': { label: 'Needs review', tone: 'attention' },
  completed: { label: 'Completed', tone: 'success' },
  succeeded: { label: 'Succeeded', tone: 'success' },
  allowed: { label: 'Allowed', tone: 'success' },
  approved: { label: 'Approved', tone: 'success' },
  edited: { label: 'Approved with changes', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
  refused: { label: 'Refused', tone: 'danger' },
  denied: { label: 'Denied', tone: 'danger' },
  rejected: { label: 'Rejected', tone: 'danger' },
  unknown: { label: 'Outcome unknown', tone: 'doubt' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
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
