import { Button, ScrollArea, Skeleton, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Monitoring, MonitoringFigure } from '../api'
import { lists } from '../ui'
import { figures } from './figures'
import { partsOf, valueIn } from './format'
import view from './FigureView.module.css'
import classes from './Monitoring.module.css'
import { addsUp, stepName, stepsOf } from './series'

// Brings a library for charts along, which no other page needs.
const SeriesChart = lazy(() => import('./SeriesChart'))

interface Props {
  figure: MonitoringFigure
  monitoring: Monitoring
  past: MonitoringFigure | null
  before: Monitoring | null
}

/** How a figure went over the period, drawn and as a table. */
export function Course({ figure, monitoring, past, before }: Props): ReactElement | null {
  const [asTable, { toggle }] = useDisclosure()
  if (figure.series.length === 0) {
    return null
  }
  const steps = stepsOf(monitoring, figure)
  const earlier = past === null || before === null ? [] : stepsOf(before, past)
  return (
    <div>
      <div className={view.sectionHead}>
        <Text size="sm" fw={600} component="h2" m={0}>
          {monitoring.interval === 'day' ? t('By day, in UTC') : t('By hour')}
        </Text>
        <Button size="compact-xs" variant="subtle" className={classes.screen ?? ''} aria-expanded={asTable} onClick={toggle}>
          {asTable ? t('Hide the table') : t('Show as a table')}
        </Button>
      </div>
      <div className={view.chart} role="img" aria-label={t('{figure} over the period; the same is to be had as a table', { figure: figures[figure.id].name })}>
        <Suspense fallback={<Skeleton h={260} />}>
          <SeriesChart unit={figure.unit} added={addsUp(figure)} interval={monitoring.interval} name={figures[figure.id].name} steps={steps} earlier={earlier} />
        </Suspense>
      </div>
      {asTable && <AsTable figure={figure} interval={monitoring.interval} />}
    </div>
  )
}

function AsTable({ figure, interval }: { figure: MonitoringFigure; interval: Monitoring['interval'] }): ReactElement {
  return (
    <ScrollArea.Autosize mah={320} type="auto" className={lists.frame} mt="xs" viewportProps={{ tabIndex: 0 }}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{interval === 'day' ? t('Day') : t('Hour')}</Table.Th>
            <Table.Th className={lists.number}>{figures[figure.id].name}</Table.Th>
            <Table.Th className={lists.number}>{t('Of how many')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figure.series.map(({ at, measured }) => (
            <Table.Tr key={at}>
              <Table.Td>{stepName(interval, at)}</Table.Td>
              <Table.Td className={lists.number}>{measured.value === null ? '' : valueIn(figure.unit, measured.value)}</Table.Td>
              <Table.Td className={lists.number}>{partsOf(figure, measured)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}
