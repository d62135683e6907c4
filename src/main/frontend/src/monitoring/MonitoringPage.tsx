import { Alert, Button, Group, Loader, Skeleton, Stack, Text } from '@mantine/core'
import { IconBell, IconDownload, IconHourglass, IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { rich, t } from '../i18n'
import { asProblem, type Monitoring } from '../api'
import { EmptyState, PageHeader, ProblemAlert, RelativeTime } from '../ui'
import { Chosen, isFiltered } from './Chosen'
import { figures, isFigure } from './figures'
import { FigureView } from './FigureView'
import { FilterBar } from './FilterBar'
import type { MonitoringFilters } from './filters'
import classes from './Monitoring.module.css'
import overview from './Overview.module.css'
import { csvAddress, queryFor, useMonitoring } from './monitoringQueries'
import { Overview } from './Overview'
import { daysIn, periodBefore, periodOf } from './period'
import { useNow } from './useNow'

interface Props {
  filters: MonitoringFilters
  onFilters: (patch: MonitoringFilters) => void
}

/** How well agents and workflows do: all figures at a glance, or one of them down to its rows. */
export default function MonitoringPage({ filters, onFilters }: Props): ReactElement {
  const period = periodOf(filters, useNow())
  const query = queryFor(filters, period)
  const monitoring = useMonitoring(query)
  const earlier = useMonitoring(queryFor(filters, periodBefore(period)))
  // Half of a period is nothing to compare with.
  const before = earlier.data?.complete === true && earlier.data.asOf !== null && !earlier.isPlaceholderData ? earlier.data : null
  const figure = isFigure(filters.figure) ? filters.figure : null
  const csv = csvAddress(filters.by === undefined || figure === null ? query : { ...query, by: filters.by })
  return (
    <div className={classes.page}>
      <PageHeader
        title={figure === null ? t('Monitoring') : figures[figure].name}
        beside={monitoring.isFetching ? <Loader size="xs" className={classes.screen ?? ''} /> : undefined}
        actions={
          <Group gap="xs" className={classes.screen ?? ''}>
            <Button size="xs" variant="default" leftSection={<IconBell size={14} />} renderRoot={(props) => <Link to="/monitoring/alerts" {...props} />}>
              {t('Alerts')}
            </Button>
            <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} component="a" href={csv} download="monitoring.csv">
              {t('CSV')}
            </Button>
            <Button size="xs" variant="default" leftSection={<IconPrinter size={14} />} onClick={() => window.print()}>
              {t('Print')}
            </Button>
          </Group>
        }
      />
      <FilterBar filters={filters} period={period} onFilters={onFilters} />
      <Chosen filters={filters} period={period} />
      {monitoring.data !== undefined && <Freshness monitoring={monitoring.data} compared={before !== null} days={Math.round(daysIn(period))} />}
      {monitoring.error && (
        <ProblemAlert error={monitoring.error} onRetry={() => void monitoring.refetch()}>
          {asProblem(monitoring.error).status === 422 && <Text size="sm">{t('Choose a period that begins before it ends and has at most 400 days.')}</Text>}
        </ProblemAlert>
      )}
      {monitoring.isPending && <Loading />}
      {monitoring.data !== undefined && !monitoring.error && (
        <div className={classes.body} data-stale={monitoring.isPlaceholderData}>
          {figure === null ? (
            <WhatThereIs monitoring={monitoring.data} filters={filters} onFilters={onFilters}>
              <Overview monitoring={monitoring.data} before={before} filters={filters} />
            </WhatThereIs>
          ) : (
            <FigureView key={figure} id={figure} monitoring={monitoring.data} before={before} filters={filters} query={query} onFilters={onFilters} />
          )}
        </div>
      )}
    </div>
  )
}

/** Says how far the figures can be relied on. */
function Freshness({ monitoring, compared, days }: { monitoring: Monitoring; compared: boolean; days: number }): ReactElement {
  const { asOf, complete } = monitoring
  return (
    <>
      <Text size="xs" c="dimmed" mb="sm">
        {asOf === null ? t('Nothing of this period has been added up yet.') : rich('Added up <when></when>.', { when: () => <RelativeTime key="when" at={asOf} /> })}{' '}
        {compared && t('Compared with the {days, plural, one {day} other {# days}} before.', { days })}
      </Text>
      {!complete && (
        <Alert color="orange" variant="light" p="xs" mb="sm" icon={<IconHourglass size={16} />} role="status">
          {t('Some hours of this period have not been added up yet, the earliest last: these figures are not complete.')}
        </Alert>
      )}
    </>
  )
}

interface WhatThereIsProps {
  monitoring: Monitoring
  filters: MonitoringFilters
  onFilters: (patch: MonitoringFilters) => void
  children: ReactNode
}

function WhatThereIs({ monitoring, filters, onFilters, children }: WhatThereIsProps): ReactNode {
  const some = monitoring.categories.some(({ figures: all }) => all.some(({ measured }) => measured.value !== null && measured.value !== 0))
  if (some) {
    return children
  }
  return (
    <EmptyState title={t('Nothing was measured in this period')}>
      {isFiltered(filters) ? (
        <Button mt="xs" size="xs" variant="default" onClick={() => onFilters({ process: undefined, version: undefined, step: undefined, agent: undefined, tool: undefined, model: undefined })}>
          {t('Clear filters')}
        </Button>
      ) : (
        t('Figures appear here with the first instance, half a minute after it started.')
      )}
    </EmptyState>
  )
}

function Loading(): ReactElement {
  return (
    <Stack gap="md" aria-label={t('Figures are being read')} role="status">
      <div className={overview.leads}>
        {[1, 2, 3, 4, 5, 6].map((card) => (
          <Skeleton key={card} h={186} />
        ))}
      </div>
      <div className={overview.categories}>
        <Skeleton h={420} />
        <Skeleton h={420} />
      </div>
    </Stack>
  )
}
