import { dayIn, textOf, withoutUndefined, type Search } from '../ui'

export interface AuditFilters {
  type?: string | undefined
  actor?: string | undefined
  instance?: string | undefined
  /** A day, as in 2026-11-23; both days included. */
  from?: string | undefined
  to?: string | undefined
}

export function parseAuditFilters(search: Search): AuditFilters {
  return withoutUndefined({
    type: textOf(search['type']),
    actor: textOf(search['actor']),
    instance: textOf(search['instance']),
    from: dayIn(search['from']),
    to: dayIn(search['to']),
  })
}
