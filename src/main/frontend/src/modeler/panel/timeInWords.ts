const units: readonly (readonly [RegExp, string])[] = [
  [/^(\d+)Y/, 'year'],
  [/^(\d+)M/, 'month'],
  [/^(\d+)W/, 'week'],
  [/^(\d+)D/, 'day'],
]
const timeUnits: readonly (readonly [RegExp, string])[] = [
  [/^(\d+)H/, 'hour'],
  [/^(\d+)M/, 'minute'],
  [/^(\d+(?:\.\d+)?)S/, 'second'],
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
  return repeat === undefined ? duration : `${repeat === '' ? 'again and again' : `${repeat} times`}, every ${duration}`
}

function parts(text: string, of: readonly (readonly [RegExp, string])[]): readonly string[] {
  let rest = text
  return of.flatMap(([pattern, unit]) => {
    const found = pattern.exec(rest)
    if (found === null) {
      return []
    }
    rest = rest.slice(found[0].length)
    return [`${found[1] ?? ''} ${unit}${found[1] === '1' ? '' : 's'}`]
  })
}
