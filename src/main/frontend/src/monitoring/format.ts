import { locale, t } from '../i18n'
import type { Measured, MonitoringFigure } from '../api'
import { duration, money } from '../ui'
import { counted } from './facts'

export type Unit = MonitoringFigure['unit']

const percent = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 })
const plain = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 })
const short = new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 })
const days = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 })

const minute = 60_000
const day = 24 * 60 * minute

/** A value with its unit: "97.5%", "1,204", "$0.0312", "3 h 20 min". */
export function valueIn(unit: Unit, value: number): string {
  switch (unit) {
    case 'ratio':
      return percent.format(value)
    case 'count':
      return Math.abs(value) < 1_000_000 ? plain.format(value) : short.format(value)
    case 'usd':
      return money(value)
    case 'minutes':
      return time(value * minute)
    case 'milliseconds':
      return time(value)
  }
}

export interface Axis {
  /** How much of the figure's unit is one on the axis, so that its steps are round. */
  per: number
  label: (value: number) => string
}

const hour = 60 * minute

/** Beside a chart: money and shares as they are, times in the unit that fits the longest. */
export function axisFor(unit: Unit, values: readonly (number | null)[]): Axis {
  switch (unit) {
    case 'ratio':
      return { per: 1, label: (value) => percent.format(value) }
    case 'count':
      return { per: 1, label: (value) => short.format(value) }
    case 'usd':
      return { per: 1, label: money }
    case 'minutes':
      return timeAxis(values, minute)
    case 'milliseconds':
      return timeAxis(values, 1)
  }
}

function timeAxis(values: readonly (number | null)[], one: number): Axis {
  const longest = Math.max(...values.map((value) => Math.abs(value ?? 0))) * one
  if (longest >= 2 * day) {
    return { per: day / one, label: (value) => days.format(value) }
  }
  const [length, name] = longest >= hour ? [hour, 'h'] : longest >= minute ? [minute, 'min'] : longest >= 1000 ? [1000, 's'] : [1, 'ms']
  return { per: length / one, label: (value) => `${plain.format(value)} ${name}` }
}

/** What of how many it is, in words; null where the value has said it. */
export function partsOf({ unit, numerator: fact, denominator: whole }: MonitoringFigure, { numerator, denominator }: Measured): string | null {
  if (denominator === null || denominator === 0) {
    return null
  }
  const among = counted(whole, denominator)
  if (numerator === null) {
    return t('over {whole}', { whole: among })
  }
  if (unit === 'ratio') {
    return t('{part} of {whole}', { part: plain.format(numerator), whole: among })
  }
  return fact === whole && unit !== 'usd' ? t('over {whole}', { whole: among }) : t('{part} for {whole}', { part: valueIn(unit, numerator), whole: among })
}

/** As people say them: from two days on in days, and with a true minus sign. */
function time(ms: number): string {
  const length = Math.abs(ms)
  const said = length < 2 * day ? duration(length) : days.format(length / day)
  return ms < 0 ? `−${said}` : said
}
