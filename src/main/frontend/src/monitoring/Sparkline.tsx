import type { ReactElement } from 'react'
import type { Monitoring, MonitoringFigure } from '../api'
import classes from './Monitoring.module.css'
import { addsUp, stepsOf } from './series'
import { shapeOf } from './sparkShape'

interface Props {
  figure: MonitoringFigure
  monitoring: Monitoring
  className: string | undefined
}

const width = 120
const height = 28

/** The course of a figure in small; what it shows stands in its table. */
export function Sparkline({ figure, monitoring, className }: Props): ReactElement | null {
  const steps = stepsOf(monitoring, figure)
  if (!steps.some(({ value }) => value !== null && value !== 0)) {
    return null
  }
  const { lines, dots, bars } = shapeOf(steps.map(({ value }) => value), addsUp(figure) ? 'bars' : 'line', width, height)
  return (
    <svg className={`${classes.spark ?? ''} ${className ?? ''}`} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      {bars.map((bar) => (
        <rect key={bar.x} {...bar} />
      ))}
      {lines.map((line) => (
        <polyline key={line} points={line} vectorEffect="non-scaling-stroke" />
      ))}
      {dots.map(({ x, y }) => (
        <line key={x} x1={x} x2={x} y1={y} y2={y} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  )
}
