import { t } from '../texts'

type Unit = readonly [pattern: RegExp, inWords: (count: number) => string]

const units: readonly Unit[] = [
  [/^(\d+)Y/, (count) => t('{count, plural, one {# year} other {# years}}', { count })],
  [/^(\d+)M/, (count) => t('{count, plural, one {# month} other {# months}}', { count })],
  [/^(\d+)W/, (count) => t('{count, plural, one {# week} other {# weeks}}', { count })],
  [/^(\d+)D/, (count) => t('{count, plural, one {# day} other {# days}}', { count })],
]
const timeUnits: readonly Unit[] = [
  [/^(\d+)H/, (count) => t('{count, plural, one {# hour} other {# hours}}', { count })],
  [/^(\d+)M/, (count) => t('{count, plural, one {# minute} other {# minutes}}', { count })],
  [/^(\d+(?:\.\d+)?)S/, (count) => t('{count, plural, one {# second} other {# seconds}}', { count })],
]

/** "PT8H" reads "8 hours"; null for what is no plain duration. */
export function timeInWords(text: string): string | null {
  const [, repeat, dates, times] = /^(?:R(\d*)\/)?P([^T]*)(?:T(.*))?$/.exec(text.trim()) ?? []
  if (dates === undefined) {
    return null
  }
  const words = [...parts(dates, units), ...parts(times ?? '', timeUnits)]
  if (words.length === 0) {
    return null
  }
  const duration = words.join(' ')
  if (repeat === undefined) {
    return duration
  }
  return repeat === '' ? t('again and again, every {duration}', { duration }) : t('{repeat} times, every {duration}', { repeat, duration })
}

function parts(text: string, of: readonly Unit[]): readonly string[] {
  let rest = text
  return of.flatMap(([pattern, inWords]) => {
    const found = pattern.exec(rest)
    if (found === null) {
      return []
    }
    rest = rest.slice(found[0].length)
    return [inWords(Number(found[1]))]
  })
}
