import { beginOf, endOf } from '../ui'
import { usualPreset, type MonitoringFilters } from './filters'

/** Whole hours, as the server adds up; `to` is exclusive. */
export interface Period {
  from: string
  to: string
}

const hour = 3_600_000
const day = 24 * hour

/** The same for an hour long, so that what was asked for is not asked for again at every look. */
export function periodOf({ days, from, to }: MonitoringFilters, now: Date): Period {
  const end = to === undefined ? new Date(Math.ceil(now.getTime() / hour) * hour).toISOString() : endOf(to)
  const begin = from === undefined ? new Date(Date.parse(end) - Number(days ?? usualPreset) * day).toISOString() : beginOf(from)
  return { from: begin, to: end }
}

/** As long, and over when that one begins. */
export function periodBefore({ from, to }: Period): Period {
  return { from: new Date(2 * Date.parse(from) - Date.parse(to)).toISOString(), to: from }
}

export function daysIn({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / day
}
