import type { ReactElement } from 'react'
import { locale } from '../i18n'
import { dimensionNames } from './categories'
import type { Dimension, MonitoringFilters } from './filters'
import classes from './Monitoring.module.css'
import type { Period } from './period'

const format = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })

const filtering: readonly Exclude<Dimension, 'detail'>[] = ['process', 'version', 'step', 'agent', 'tool', 'model']

export function isFiltered(filters: MonitoringFilters): boolean {
  return filteredBy(filters).length > 0
}

/** What there is only one value of: a figure that is not told apart by it has none. */
export function filteredBy(filters: MonitoringFilters): readonly Exclude<Dimension, 'detail'>[] {
  return filtering.filter((by) => filters[by] !== undefined)
}

/** The period and the filters as text, for paper too. */
export function Chosen({ filters, period }: { filters: MonitoringFilters; period: Period }): ReactElement {
  return (
    <p className={classes.chosen}>
      {format.formatRange(new Date(period.from), new Date(period.to))}
      {filteredBy(filters).map((by) => (
        <span key={by}>
          {' · '}
          {dimensionNames[by]} <strong>{filters[by]}</strong>
        </span>
      ))}
    </p>
  )
}
