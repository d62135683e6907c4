import { locale, t } from '../i18n'

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
]

const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'long' })
const absolute = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' })

/** "5 minutes ago", "in 2 hours"; within ten seconds either way "now". */
export function relativeTime(at: Date, now: Date): string {
  let amount = (at.getTime() - now.getTime()) / 1000
  if (Math.abs(amount) < 10) {
    return t('now')
  }
  for (const [unit, size] of steps) {
    if (Math.abs(Math.round(amount)) < size) {
      return relative.format(Math.round(amount), unit)
    }
    amount /= size
  }
  return absoluteTime(at)
}

export function absoluteTime(at: Date): string {
  return absolute.format(at)
}

/** Milliseconds as a person says them: "340 ms", "2.4 s", "1 min 05 s", "3 h 20 min". */
export function duration(ms: number): string {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`
  }
  if (ms < 59_950) {
    return `${oneDecimal.format(ms / 1000)} s`
  }
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  }
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

const oneDecimal = new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** US dollars; a model call costs fractions of a cent, so small sums keep four places. */
export function money(usd: number): string {
  const places = usd !== 0 && Math.abs(usd) < 0.1 ? 4 : 2
  return new Intl.NumberFormat(locale(), { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: places, maximumFractionDigits: places }).format(usd)
}
