import { t } from '../i18n'

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/

/** A period of ISO 8601 in words; as it is where it is none. */
export function period(text: string): string {
  const found = pattern.exec(text)
  if (found === null) {
    return text
  }
  const [years = 0, months = 0, weeks = 0, days = 0] = found.slice(1).map((part: string | undefined) => Number(part ?? 0))
  const words = [
    years > 0 && t('{years, plural, one {one year} other {# years}}', { years }),
    months > 0 && t('{months, plural, one {one month} other {# months}}', { months }),
    weeks * 7 + days > 0 && t('{days, plural, one {one day} other {# days}}', { days: weeks * 7 + days }),
  ].filter((word) => word !== false)
  return words.length === 0 ? text : words.join(', ')
}
