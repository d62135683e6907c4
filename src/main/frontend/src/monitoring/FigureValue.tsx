import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { MonitoringFigure } from '../api'
import { dimensionNames } from './categories'
import { filteredBy } from './Chosen'
import type { MonitoringFilters } from './filters'
import { partsOf, valueIn } from './format'
import classes from './Monitoring.module.css'

interface Props {
  figure: MonitoringFigure
  filters: MonitoringFilters
  size: 'large' | 'line'
}

/** A figure's value, or why it has none; never a nought that nobody measured. */
export function FigureValue({ figure, filters, size }: Props): ReactElement {
  const { value } = figure.measured
  if (value === null) {
    return <span className={classes.nothing}>{whyNothing(figure, filters)}</span>
  }
  const parts = partsOf(figure, figure.measured)
  return (
    <>
      <span className={classes.value} data-size={size}>
        {valueIn(figure.unit, value)}
      </span>
      {size !== 'line' && <span className={classes.parts}>{parts}</span>}
    </>
  )
}

function whyNothing({ dimensions }: MonitoringFigure, filters: MonitoringFilters): string {
  const unknown = filteredBy(filters).find((by) => !dimensions.includes(by))
  return unknown === undefined ? t('Nothing to measure') : t('Not told apart by {dimension}', { dimension: dimensionNames[unknown] })
}
