import type { Substitute } from '../api'

export function isOver({ until, withdrawnAt }: Substitute, now: Date): boolean {
  return withdrawnAt !== null || new Date(until) <= now
}

export function present(substitute: Substitute, now: Date): boolean {
  return !isOver(substitute, now) && new Date(substitute.from) <= now
}
