import { Button, Loader, Paper, ScrollArea, SegmentedControl, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { MonitoringFigure, MonitoringRow } from '../api'
import { absoluteTime, lists, ProblemAlert } from '../ui'
import type { MonitoringFilters } from './filters'
import view from './FigureView.module.css'
import classes from './Monitoring.module.css'
import { useRows, type Part, type Query } from './monitoringQueries'
import { columnsFor } from './rowColumns'

interface Props {
  figure: MonitoringFigure
  filters: MonitoringFilters
  query: Query
  onFilters: (patch: MonitoringFilters) => void
}

/** The very rows that a figure is made of. */
export function Rows({ figure, filters, query, onFilters }: Props): ReactElement | null {
  const [longer, setLonger] = useState(false)
  const two = figure.numerator !== figure.denominator
  const part: Part = two && filters.rows === 'denominator' ? 'denominator' : 'numerator'
  const rows = useRows(figure.id, part, query, longer)
  const items = rows.data?.items ?? []
  const applies = figure.measured.value !== null || figure.measured.denominator !== null || figure.measured.numerator !== null
  if (!applies) {
    return null
  }
  return (
    <Paper withBorder p="md" className={view.panel ?? ''} component="section" aria-label={t('Rows')}>
      <div className={view.sectionHead}>
        <Text size="sm" fw={600} component="h2" m={0}>
          {t('The rows it is from, the latest first')}
        </Text>
        {two && (
          <SegmentedControl
            size="xs"
            className={classes.screen ?? ''}
            aria-label={t('Which rows')}
            value={part}
            data={[
              { value: 'numerator', label: t('Counted') },
              { value: 'denominator', label: t('Among which') },
            ]}
            onChange={(next: Part) => onFilters({ rows: next === 'denominator' ? next : undefined })}
          />
        )}
      </div>
      {rows.error && <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isPending && <Loader size="xs" />}
      {rows.isSuccess && items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('None in this period.')}
        </Text>
      )}
      {items.length > 0 && <RowTable items={items} unit={figure.unit} stale={rows.isPlaceholderData} />}
      {rows.data?.more === true &&
        (longer ? (
          <Text size="xs" c="dimmed" mt="xs">
            {t('There are older ones. Choose a shorter period, or filter, to see them.')}
          </Text>
        ) : (
          <Button mt="xs" size="compact-xs" variant="subtle" className={classes.screen ?? ''} loading={rows.isFetching} onClick={() => setLonger(true)}>
            {t('Show more')}
          </Button>
        ))}
    </Paper>
  )
}

interface RowTableProps {
  items: readonly MonitoringRow[]
  unit: MonitoringFigure['unit']
  stale: boolean
}

function RowTable({ items, unit, stale }: RowTableProps): ReactElement {
  const columns = columnsFor(items, unit)
  const ofInstances = items.some(({ instanceId }) => instanceId !== null)
  return (
    <ScrollArea type="auto" className={lists.frame} data-stale={stale} viewportProps={{ tabIndex: 0 }}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('When')}</Table.Th>
            {ofInstances && <Table.Th>{t('Instance')}</Table.Th>}
            {columns.map(({ id, name, numeric }) => (
              <Table.Th key={id} className={numeric ? lists.number : undefined}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((row, index) => (
            <Table.Tr key={index}>
              <Table.Td>
                <time dateTime={row.at}>{absoluteTime(new Date(row.at))}</time>
              </Table.Td>
              {ofInstances && (
                <Table.Td>
                  {row.instanceId !== null && (
                    <Link to="/instances/$id" params={{ id: row.instanceId }} className={lists.link}>
                      {row.businessKey ?? row.instanceId}
                    </Link>
                  )}
                </Table.Td>
              )}
              {columns.map(({ id, numeric, of }) => (
                <Table.Td key={id} className={numeric ? lists.number : undefined}>
                  {of(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}
