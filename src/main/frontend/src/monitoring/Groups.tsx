import { Button, Loader, Paper, ScrollArea, SegmentedControl, Table, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Measured, MonitoringFigure } from '../api'
import { lists, ProblemAlert } from '../ui'
import { dimensionNames } from './categories'
import { figures } from './figures'
import { dimensions, type Dimension, type MonitoringFilters } from './filters'
import { partsOf, valueIn } from './format'
import view from './FigureView.module.css'
import classes from './Monitoring.module.css'
import { useMonitoring, type Query } from './monitoringQueries'

interface Props {
  figure: MonitoringFigure
  filters: MonitoringFilters
  query: Query
  onFilters: (patch: MonitoringFilters) => void
}

/** At first; the server gives the 100 busiest. */
const few = 12

/** A figure once more for each process, agent or whatever tells it apart. */
export function Groups({ figure, filters, query, onFilters }: Props): ReactElement {
  const offered = dimensions.filter((by) => figure.dimensions.includes(by))
  const by = filters.by !== undefined && offered.includes(filters.by) ? filters.by : usual(offered, filters)
  const grouped = useMonitoring({ ...query, by })
  // What is kept of the one before is by something else.
  const fresh = grouped.data?.by === by ? grouped.data : null
  const groups = (fresh?.groups ?? []).flatMap(({ name, figures: all }) => {
    const measured = all[figure.id]
    return measured === undefined || measured.value === null ? [] : [{ name, measured, value: measured.value }]
  })
  return (
    <Paper withBorder p="md" mb="md" className={view.panel ?? ''} component="section" aria-label={t('Breakdown')}>
      <div className={view.sectionHead}>
        <Text size="sm" fw={600} component="h2" m={0}>
          {t('Breakdown')}
        </Text>
        <SegmentedControl
          size="xs"
          className={classes.screen ?? ''}
          aria-label={t('Told apart by')}
          value={by}
          data={offered.map((value) => ({ value, label: dimensionNames[value] }))}
          onChange={(next: Dimension) => onFilters({ by: next })}
        />
      </div>
      {grouped.error && <ProblemAlert error={grouped.error} onRetry={() => void grouped.refetch()} />}
      {!grouped.error && fresh === null && <Loader size="xs" />}
      {!grouped.error && fresh !== null && groups.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('Nothing to measure')}
        </Text>
      )}
      {groups.length > 0 && <GroupTable figure={figure} by={by} groups={groups} onFilters={onFilters} />}
    </Paper>
  )
}

/** The first that is not already one only. */
function usual(offered: readonly Dimension[], filters: MonitoringFilters): Dimension {
  return offered.find((by) => by === 'detail' || filters[by] === undefined) ?? offered[0] ?? 'process'
}

interface TableProps {
  figure: MonitoringFigure
  by: Dimension
  groups: readonly { name: string; measured: Measured; value: number }[]
  onFilters: (patch: MonitoringFilters) => void
}

function GroupTable({ figure, by, groups, onFilters }: TableProps): ReactElement {
  const [all, setAll] = useState(false)
  // A share is of all there is; anything else is of the largest.
  const most = figure.unit === 'ratio' ? 1 : Math.max(...groups.map(({ value }) => Math.abs(value)))
  const counted = groups.some(({ measured }) => partsOf(figure, measured) !== null)
  const ranked = groups.toSorted((one, other) => other.value - one.value)
  return (
    <>
      <ScrollArea type="auto" className={lists.frame}>
        <Table verticalSpacing={4} className={view.groups ?? ''}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{dimensionNames[by]}</Table.Th>
              <Table.Th className={lists.number}>{figures[figure.id].name}</Table.Th>
              <Table.Th aria-hidden />
              {counted && <Table.Th className={lists.number}>{t('Of how many')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ranked.slice(0, all ? ranked.length : few).map(({ name, measured, value }) => (
              <Table.Tr key={name}>
                <Table.Td className={view.groupName}>
                  {by === 'detail' ? (
                    name
                  ) : (
                    <button type="button" className={view.groupButton} title={t('Only {name}', { name })} onClick={() => onFilters({ [by]: name, by: undefined })}>
                      {name}
                    </button>
                  )}
                </Table.Td>
                <Table.Td className={lists.number}>{valueIn(figure.unit, value)}</Table.Td>
                <Table.Td className={view.barCell} aria-hidden>
                  <span className={view.bar} style={{ width: `${most === 0 ? 0 : (Math.abs(value) / most) * 100}%` }} />
                </Table.Td>
                {counted && <Table.Td className={lists.number}>{partsOf(figure, measured)}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {ranked.length > few && (
        <Button mt="xs" size="compact-xs" variant="subtle" className={classes.screen ?? ''} onClick={() => setAll(!all)}>
          {all ? t('Show fewer') : t('Show all {count}', { count: ranked.length })}
        </Button>
      )}
    </>
  )
}
