import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { Monitoring, MonitoringFigure } from '../api'
import { ChangeNote } from './ChangeNote'
import { FigureValue } from './FigureValue'
import { figures } from './figures'
import type { MonitoringFilters } from './filters'
import { partsOf } from './format'
import classes from './Monitoring.module.css'
import overview from './Overview.module.css'
import { Sparkline } from './Sparkline'

interface Props {
  figure: MonitoringFigure
  monitoring: Monitoring
  before: MonitoringFigure | null
  filters: MonitoringFilters
}

/** One figure, with what it means for who stays on it; opens it large. */
export function FigureRow({ figure, monitoring, before, filters }: Props): ReactElement {
  const { name, definition } = figures[figure.id]
  return (
    <Tooltip label={definition} multiline w={280} events={{ hover: true, focus: true, touch: false }} position="bottom-start">
      <Link to="/monitoring" search={{ ...filters, figure: figure.id }} className={overview.row}>
        <span className={overview.rowName}>
          <span className={overview.rowTitle}>{name}</span>
          {figure.measured.value !== null && <span className={classes.parts}>{partsOf(figure, figure.measured)}</span>}
        </span>
        <span className={overview.rowValue}>
          <FigureValue figure={figure} filters={filters} size="line" />
          <ChangeNote figure={figure} before={before} />
        </span>
        <Sparkline figure={figure} monitoring={monitoring} className={overview.rowSpark} />
      </Link>
    </Tooltip>
  )
}
