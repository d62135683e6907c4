import { ApiProblem, type Rehearsal, type RehearsedCall, type RehearsedTask, type RehearsedWait } from '../../api'
import { locale, t } from '../texts'
import type { Mark } from '../Viewer'
import { timeInWords } from '../panel'

/** What a rehearsal's state means for those who look at it. */

const pace = { moving: 800, resting: 4_000 }

/** How soon to look again, in milliseconds; false where nothing more will change. */
export function pollEvery(rehearsal: Rehearsal | undefined, error: Error | null): number | false {
  if (error instanceof ApiProblem && error.status === 404) {
    return false
  }
  if (rehearsal === undefined) {
    return pace.resting
  }
  if (rehearsal.endedAt !== null) {
    return false
  }
  return isMoving(rehearsal) ? pace.moving : pace.resting
}

/** Whether something goes on by itself. A called process at work leaves its caller waiting, with nothing that could be answered. */
export function isMoving({ state, tasks, waits }: Pick<Rehearsal, 'state' | 'tasks' | 'waits'>): boolean {
  return state === 'running' || (state === 'waiting' && tasks.length + waits.length === 0)
}

/** Times last: one would rather see what happens before they pass. */
export function waitsIn({ waits }: Pick<Rehearsal, 'waits'>): readonly RehearsedWait[] {
  return [...waits.filter(({ kind }) => kind !== 'timer'), ...waits.filter(({ kind }) => kind === 'timer')]
}

/** All that can be answered, in the order in which it is shown. */
export function openIn(rehearsal: Pick<Rehearsal, 'tasks' | 'waits'>): readonly { activityId: string }[] {
  return [...rehearsal.tasks, ...waitsIn(rehearsal)]
}

export interface Flow {
  id: string
  source: string
  target: string
  /** Whether the target waits for all that lead to it. */
  joins: boolean
}

/** How each element is shown: where it was, where it is, and the flows that were certainly taken. */
export function marksOf(activities: Rehearsal['activities'], flows: readonly Flow[]): readonly Mark[] {
  const states = new Map(activities.map(({ activityId, state }) => [activityId, state]))
  const possible = flows.filter(({ source, target }) => states.get(source) === 'completed' && states.has(target))
  const taken = possible.filter(({ target, joins }) => (joins && states.get(target) === 'completed') || possible.filter((flow) => flow.target === target).length === 1)
  return [
    ...activities.map(({ activityId, state }): Mark => ({ id: activityId, kind: state === 'completed' ? 'done' : state })),
    ...taken.map(({ id }): Mark => ({ id, kind: 'done' })),
  ]
}

/** In whose place one answers: "sales or support". */
export function inThePlaceOf({ assignee, people, groups }: Pick<RehearsedTask, 'assignee' | 'people' | 'groups'>): string {
  const asked = assignee === null ? [...people, ...groups] : [assignee]
  return asked.length === 0 ? t('anybody') : orList.format(asked)
}

const orList = new Intl.ListFormat(locale(), { type: 'disjunction' })

/** "2 of sales would have to decide within 8 hours; after that legal could as well." */
export function whoWouldDecide({ group, quorum, dueAfter, escalation }: NonNullable<RehearsedCall['deciders']>): string {
  return t('{quorum, plural, one {Somebody} other {#}} of {group} would have to decide within {time}{late, select, yes {; after that {escalation} could as well} other {}}.', {
    quorum,
    group,
    time: timeInWords(dueAfter) ?? dueAfter,
    late: escalation === null ? 'no' : 'yes',
    escalation,
  })
}

/** What an event waits for, as a sentence. */
export function waitsFor({ kind, name }: Pick<RehearsedWait, 'kind' | 'name'>): string {
  switch (kind) {
    case 'message':
      return t('Waits for the message {name}', { name: name ?? '' })
    case 'signal':
      return t('Waits for the signal {name}', { name: name ?? '' })
    case 'timer':
      return t('Waits for a time')
  }
}
