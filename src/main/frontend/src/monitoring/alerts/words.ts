import { t } from '../../i18n'
import type { AlertRule } from '../../api'
import { figures, isFigure } from '../figures'
import { valueIn, type Unit } from '../format'

/** Counted as they stand, beside the figures of a period. */
export const standing: Readonly<Record<string, string>> = {
  'open-tasks': t('Open tasks'),
  'overdue-tasks': t('Overdue tasks'),
}

/** As the server writes them. */
export const windows: Readonly<Record<string, string>> = {
  PT1H: t('the last hour'),
  PT6H: t('the last 6 hours'),
  PT24H: t('the last day'),
  PT168H: t('the last 7 days'),
  PT720H: t('the last 30 days'),
}

export const severities: Readonly<Record<AlertRule['severity'], { name: string; color: string }>> = {
  info: { name: t('Info'), color: 'blue' },
  warning: { name: t('Warning'), color: 'orange' },
  critical: { name: t('Critical'), color: 'red' },
}

export function nameOf(figure: string): string {
  return isFigure(figure) ? figures[figure].name : (standing[figure] ?? figure)
}

/** "Agent runs failed above 20%, the last hour". */
export function inWords({ figure, comparison, threshold, window }: AlertRule, unit: Unit): string {
  const parts = { figure: nameOf(figure), threshold: valueIn(unit, threshold), window: windows[window] ?? window }
  if (figure in standing) {
    return comparison === 'above' ? t('{figure}: more than {threshold}', parts) : t('{figure}: fewer than {threshold}', parts)
  }
  return comparison === 'above' ? t('{figure} above {threshold}, {window}', parts) : t('{figure} below {threshold}, {window}', parts)
}

/** To which part of everything it is confined; empty where to none. */
export function scopeOf({ processKey, version, agent, tool, model, group }: AlertRule): string {
  return [processKey, version === null || version === undefined ? null : t('version {version}', { version: String(version) }), agent, tool, model, group].filter((part) => part !== null && part !== undefined).join(' · ')
}

/** How people write a threshold: shares in percent, times in seconds. */
export function perUnit(unit: Unit): { factor: number; suffix: string } {
  switch (unit) {
    case 'ratio':
      return { factor: 0.01, suffix: ' %' }
    case 'milliseconds':
      return { factor: 1_000, suffix: ' s' }
    case 'minutes':
      return { factor: 1, suffix: ' min' }
    case 'usd':
      return { factor: 1, suffix: ' $' }
    case 'count':
      return { factor: 1, suffix: '' }
  }
}
