import type { Task, TaskKind } from '../api'

const kinds: ReadonlySet<TaskKind> = new Set(['tool-review', 'sample-audit'])

/** Approvals with approvals, sample checks with sample checks: what is in doubt is looked at one by one. */
export function mayDecideTogether(tasks: readonly Pick<Task, 'kind'>[]): boolean {
  const [first] = tasks
  return first !== undefined && kinds.has(first.kind) && tasks.every(({ kind }) => kind === first.kind)
}
