import { locale } from '../i18n'
import type { Monitoring, MonitoringFigure } from '../api'

export interface Step {
  /** When it begins. */
  at: string
  value: number | null
}

const lengths: Record<Monitoring['interval'], number> = { hour: 3_600_000, day: 86_400_000 }

/** Every hour or day of the period, with nothing where there was nothing to measure. */
export function stepsOf({ from, to, interval }: Pick<Monitoring, 'from' | 'to' | 'interval'>, { series }: Pick<MonitoringFigure, 'series'>): Step[] {
  const length = lengths[interval]
  const known = new Map(series.map(({ at, measured }) => [Date.parse(at), measured.value]))
  const steps: Step[] = []
  for (let at = Math.floor(Date.parse(from) / length) * length; at < Date.parse(to); at += length) {
    steps.push({ at: new Date(at).toISOString(), value: known.get(at) ?? null })
  }
  return steps
}

/** What adds up over time is drawn as bars, what is measured at one as a line. */
export function addsUp({ id, unit }: Pick<MonitoringFigure, 'id' | 'unit'>): boolean {
  return unit === 'count' || id === 'spend' || id === 'time-saved'
}

// Days are those of UTC, as the server cuts them; hours are the reader's.
const dayFormat = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' })
const hourFormat = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const hourOnly = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' })

export function stepName(interval: Monitoring['interval'], at: string): string {
  return (interval === 'day' ? dayFormat : hourFormat).format(new Date(at))
}

/** What fits below a chart. */
export function tickName(interval: Monitoring['interval'], at: string): string {
  return (interval === 'day' ? dayFormat : hourOnly).format(new Date(at))
}
