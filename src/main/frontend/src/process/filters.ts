import type { InstanceState, TaskKind } from '../api'

export const taskScopes = ['mine', 'candidate', 'all'] as const
export type TaskScope = (typeof taskScopes)[number]

export const taskKinds = ['user', 'tool-review', 'in-doubt', 'sample-audit'] as const satisfies readonly TaskKind[]

export const instanceStates = ['running', 'waiting', 'completed', 'failed', 'cancelled'] as const satisfies readonly InstanceState[]

/** What the inbox shows, as its URL says it. */
export interface InboxFilters {
  scope?: TaskScope
  q?: string
  process?: string
  kind?: TaskKind
  /** The task open beside the list. */
  task?: string
}

export interface InstanceFilters {
  state?: InstanceState
  process?: string
  businessKey?: string
}

type Search = Record<string, unknown>

/** Reads a URL anybody may have typed: what is not understood is left out. */
export function parseInboxFilters(search: Search): InboxFilters {
  return withoutUndefined({
    scope: oneOf(taskScopes, search['scope']),
    q: text(search['q']),
    process: text(search['process']),
    kind: oneOf(taskKinds, search['kind']),
    task: text(search['task']),
  })
}

export function parseInstanceFilters(search: Search): InstanceFilters {
  return withoutUndefined({
    state: oneOf(instanceStates, search['state']),
    process: text(search['process']),
    businessKey: text(search['businessKey']),
  })
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((candidate) => candidate === value)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

export function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>
}
