import { textOf, withoutUndefined, type Search } from '../ui'

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

function dayIn(value: unknown): string | undefined {
  const text = String(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

/** When a day begins where the reader is. */
export function beginOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString()
}

export function endOf(day: string): string {
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  return next.toISOString()
}
