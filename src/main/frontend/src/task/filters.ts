import type { TaskKind } from '../api'
import { oneOf, textOf, withoutUndefined, type Search } from '../ui'

export const taskScopes = ['mine', 'candidate', 'substitute', 'all'] as const
export type TaskScope = (typeof taskScopes)[number]

export const taskKinds = ['user', 'tool-review', 'in-doubt', 'sample-audit'] as const satisfies readonly TaskKind[]

export const taskSorts = ['created', 'newest', 'due', 'priority'] as const
export type TaskSort = (typeof taskSorts)[number]

export const taskDues = ['overdue', 'today'] as const
export type TaskDue = (typeof taskDues)[number]

/** What the inbox shows, as its URL says it. */
export interface InboxFilters {
  scope?: TaskScope
  q?: string
  process?: string
  kind?: TaskKind
  due?: TaskDue
  sort?: TaskSort
  /** The task open beside the list. */
  task?: string
}

/** As the URL's own type has it: a filter may also be named and not set. */
export type InboxPatch = { [K in keyof InboxFilters]: InboxFilters[K] | undefined }

export function parseInboxFilters(search: Search): InboxFilters {
  return withoutUndefined({
    scope: oneOf(taskScopes, search['scope']),
    q: textOf(search['q']),
    process: textOf(search['process']),
    kind: oneOf(taskKinds, search['kind']),
    due: oneOf(taskDues, search['due']),
    sort: oneOf(taskSorts, search['sort']),
    task: textOf(search['task']),
  })
}

export const noFilters: InboxPatch = { q: undefined, process: undefined, kind: undefined, due: undefined }

export function isFiltered({ q, process, kind, due }: InboxFilters): boolean {
  return [q, process, kind, due].some((filter) => filter !== undefined)
}
