import type { TimelineEntry } from '../api'

/** A step of the workflow with what agents, tools and people did in it, or one thing that happened outside of any step. */
export interface Step {
  entry: TimelineEntry
  /** As people see it: a step that waits for somebody is not in progress. */
  state: string | null
  /** Who did it, where it was one agent. */
  agent: string | null
  /** Whether a stand-in spoke and no model. */
  rehearsal: boolean
  /** US dollars of everything in it. */
  costUsd: number
  happenings: readonly TimelineEntry[]
}

const agentPrefix = 'agent:'

/** Puts what is on record under the steps it belongs to; what only tells how the workflow found its way is left out. */
export function toSteps(entries: readonly TimelineEntry[]): readonly Step[] {
  const begun = entries.some(({ type }) => type === 'started')
  const steps: { entry: TimelineEntry; happenings: TimelineEntry[] }[] = []
  const latest = new Map<string, TimelineEntry[]>()
  for (const entry of entries) {
    const kind = activityKind(entry)
    if (kind !== null) {
      if (!isPassage(kind, begun) && !wasOvertaken(kind, entry)) {
        const happenings: TimelineEntry[] = []
        steps.push({ entry, happenings })
        latest.set(entry.activityId ?? '', happenings)
      }
      continue
    }
    if (isEndOfRun(entry)) {
      continue
    }
    const step = entry.activityId === null ? undefined : latest.get(entry.activityId)
    if (step === undefined) {
      steps.push({ entry, happenings: [] })
    } else {
      step.push(entry)
    }
  }
  return steps.map(({ entry, happenings }) => ({
    entry,
    happenings,
    state: stateOf(entry, happenings),
    agent: agentOf([entry, ...happenings]),
    rehearsal: entry.rehearsal || happenings.some(({ rehearsal }) => rehearsal),
    costUsd: [entry, ...happenings].reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
  }))
}

/** The kind of drawn element that an entry is about as such, null for what happened in one. */
function activityKind({ detail }: TimelineEntry): string | null {
  const kind = detail['activityType']
  return typeof kind === 'string' ? kind : null
}

function isPassage(kind: string, begun: boolean): boolean {
  return kind.endsWith('Gateway') || (kind === 'startEvent' && begun)
}

/** Where several events were waited for, one came first. */
function wasOvertaken(kind: string, { state }: TimelineEntry): boolean {
  return kind === 'intermediateCatchEvent' && state === 'cancelled'
}

/** The step itself says that it is over. */
function isEndOfRun({ type, state, detail }: TimelineEntry): boolean {
  return type === 'activity' && state === 'completed' && 'runId' in detail
}

function stateOf(entry: TimelineEntry, happenings: readonly TimelineEntry[]): string | null {
  if (entry.state !== 'active') {
    return entry.state
  }
  const last = happenings.at(-1)
  if (last?.type === 'incident') {
    return 'failed'
  }
  return entry.type === 'task' || last?.state === 'needs-review' || isCatching(entry) ? 'waiting' : 'active'
}

function isCatching(entry: TimelineEntry): boolean {
  return activityKind(entry)?.endsWith('Event') ?? false
}

function agentOf(entries: readonly TimelineEntry[]): string | null {
  const agents = new Set(entries.map(({ actor }) => actor ?? '').filter((actor) => actor.startsWith(agentPrefix)))
  const [only, ...others] = agents
  return only === undefined || others.length > 0 ? null : only.slice(agentPrefix.length)
}

/** The person or application behind an entry; an agent is named by its step. */
export function personOf({ actor }: TimelineEntry): string | null {
  return actor === null || actor.startsWith(agentPrefix) || actor === 'system' ? null : actor
}
