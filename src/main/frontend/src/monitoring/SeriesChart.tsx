import { CompositeChart } from '@mantine/charts'
import '@mantine/charts/styles.layer.css'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Monitoring } from '../api'
import { axisFor, valueIn, type Unit } from './format'
import { stepName, tickName, type Step } from './series'

interface Props {
  unit: Unit
  /** Whether what is drawn adds up over time. */
  added: boolean
  interval: Monitoring['interval']
  name: string
  steps: readonly Step[]
  /** Of the period before, drawn behind; empty where it is not known. */
  earlier: readonly Step[]
}

/** Sums as bars, anything else as a line with a dot for each hour or day that had something to measure. */
export default function SeriesChart({ unit, added, interval, name, steps, earlier }: Props): ReactElement {
  const compared = earlier.some(({ value }) => value !== null && value !== 0)
  const axis = axisFor(unit, [...steps, ...earlier].map(({ value }) => value))
  const scaled = (value: number | null | undefined): number | null => (value === null || value === undefined ? null : value / axis.per)
  const data = steps.map(({ at, value }, index) => ({ at, value: scaled(value), before: scaled(earlier[index]?.value) }))
  return (
    <CompositeChart
      h={260}
      data={data}
      dataKey="at"
      valueFormatter={(value) => valueIn(unit, value * axis.per)}
      series={[
        ...(compared ? [{ type: 'line' as const, name: 'before', label: t('The same time before'), color: 'gray.5', strokeDasharray: '4 4' }] : []),
        { type: added ? ('bar' as const) : ('line' as const), name: 'value', label: name, color: 'indigo.6' },
      ]}
      curveType="linear"
      connectNulls={false}
      strokeWidth={2}
      dotProps={{ r: 3, strokeWidth: 1 }}
      withLegend={compared}
      legendProps={{ verticalAlign: 'bottom', height: 32 }}
      maxBarWidth={28}
      yAxisProps={{ width: 72, tickFormatter: axis.label, domain: [(least: number) => Math.min(0, least), 'auto'] }}
      xAxisProps={{ tickFormatter: (at: string) => tickName(interval, at), minTickGap: 24, padding: added ? {} : { left: 12, right: 12 } }}
      tooltipProps={{ labelFormatter: (at) => (typeof at === 'string' ? stepName(interval, at) : null) }}
      tooltipAnimationDuration={0}
      composedChartProps={{ accessibilityLayer: false, margin: { top: 8, right: 12 } }}
      barProps={{ isAnimationActive: false }}
      lineProps={{ isAnimationActive: false }}
    />
  )
}
