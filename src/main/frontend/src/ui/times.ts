const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' })
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** "5 minutes ago", "in 2 hours"; within ten seconds either way "now". */
export function relativeTime(at: Date, now: Date): string {
  let amount = (at.getTime() - now.getTime()) / 1000
  if (Math.abs(amount) < 10) {
    return 'now'
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
    return `${(ms / 1000).toFixed(1)} s`
  }
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  }
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** US dollars; a model call costs fractions of a cent, so small sums keep four places. */
export function money(usd: number): string {
  return `$${usd.toFixed(usd !== 0 && Math.abs(usd) < 0.1 ? 4 : 2)}`
}
