import { locale, t } from '../i18n'
import type { Good } from './figures'
import { valueIn, type Unit } from './format'

export interface Change {
  direction: 'up' | 'down' | 'same'
  /** Null where either way says nothing of that kind. */
  verdict: 'better' | 'worse' | null
  /** By how much, such as "4.2 points" or "12%". */
  amount: string
}

const percent = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 })

/** Beyond this a share of what was says less than what it was. */
const most = 10

/** Below this it is no news. */
const least = 0.005

/** Against the period before; null where either has nothing to measure. */
export function changeOf(good: Good, unit: Unit, now: number | null, before: number | null): Change | null {
  if (now === null || before === null) {
    return null
  }
  const difference = now - before
  const points = Math.round(Math.abs(difference) * 1000) / 10
  const share = Math.abs(difference / before)
  if (difference === 0 || (unit === 'ratio' ? points === 0 : share < least)) {
    return { direction: 'same', verdict: null, amount: t('unchanged') }
  }
  const relative = before > 0 && share <= most ? percent.format(share) : t('from {value}', { value: valueIn(unit, before) })
  const amount = unit === 'ratio' ? t('{points, plural, one {# point} other {# points}}', { points }) : relative
  const direction = difference > 0 ? 'up' : 'down'
  const verdict = good === null ? null : (good === 'high') === (difference > 0) ? 'better' : 'worse'
  return { direction, verdict, amount }
}

const verdicts = { better: t('better'), worse: t('worse') }
const directions = { up: t('up'), down: t('down') }

export function verdictOf({ verdict }: Change): string | null {
  return verdict === null ? null : verdicts[verdict]
}

/** For who cannot see the arrow. */
export function inWords({ direction, amount }: Change): string {
  return direction === 'same' ? amount : `${directions[direction]} ${amount}`
}
