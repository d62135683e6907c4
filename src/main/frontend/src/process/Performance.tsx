import { Alert, Group, ScrollArea, SegmentedControl, Select, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, type ReactElement } from 'react'
import { t } from '../i18n'
import type { ActivityStatistics, ProcessDetail } from '../api'
import { duration, EmptyState, lists as classes, money, ProblemAlert } from '../ui'
import { Diagram } from './Diagram'
import { amount, heat, inWords, measures, namesIn, periods, type Look, type Measure } from './figures'
import { useBpmn, useStatistics } from './processQueries'

interface Props {
  process: ProcessDetail
  look: Look
  onLook: (patch: Look) => void
}

/** The drawn workflow, warm where time, money or luck runs out, and the same in figures. */
export function Performance({ process, look, onLook }: Props): ReactElement {
  const measure = look.measure ?? 'now'
  const days = look.days ?? '30'
  const version = look.version === undefined ? process.version : Number(look.version)
  const statistics = useStatistics(process.key, version, Number(days))
  const bpmn = useBpmn(process.key, version)
  const names = useMemo(() => namesIn(bpmn.data ?? '<none/>'), [bpmn.data])
  const activities = useMemo(() => (statistics.data?.items ?? []).filter(({ activityId }) => names.has(activityId)), [statistics.data, names])
  const warm = useMemo(() => heat(measure, activities), [measure, activities])
  const most = activities.reduce<ActivityStatistics | null>((top, next) => (top === null || amount(measure, next) > amount(measure, top) ? next : top), null)
  return (
    <Stack gap="xs">
      <Group gap="xs" justify="space-between">
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('What is shown')}
            value={measure}
            onChange={(value: Measure) => onLook({ measure: value === 'now' ? undefined : value })}
            data={[...measures].map(([value, label]) => ({ value, label }))}
          />
          <Select
            size="xs"
            w={150}
            aria-label={t('Period')}
            allowDeselect={false}
            value={days}
            data={periods.map((value) => ({ value, label: t('{days, plural, one {Last day} other {Last # days}}', { days: Number(value) }) }))}
            onChange={(value) => onLook({ days: value === '30' ? undefined : periods.find((known) => known === value) })}
          />
          <Select
            size="xs"
            w={130}
            aria-label={t('Version')}
            allowDeselect={false}
            value={String(version)}
            data={process.versions.map((known) => ({ value: String(known.version), label: t('Version {version}', { version: known.version }) }))}
            onChange={(value) => onLook({ version: value === String(process.version) ? undefined : (value ?? undefined) })}
          />
        </Group>
        <Legend measure={measure} most={most} />
      </Group>
      <Diagram processKey={process.key} version={version} height={380} heat={warm} />
      {statistics.error && <ProblemAlert error={statistics.error} onRetry={() => void statistics.refetch()} />}
      {statistics.data?.more === true && (
        <Alert color="gray" variant="light" p="xs">
          {t('There was more than is added up here; these figures are of the latest part of the period.')}
        </Alert>
      )}
      {statistics.isSuccess && activities.length === 0 && <EmptyState title={t('Nothing has run in this period')}>{t('Figures appear here with the first instance.')}</EmptyState>}
      {activities.length > 0 && <Figures processKey={process.key} version={version} measure={measure} activities={activities} names={names} />}
    </Stack>
  )
}

function Legend({ measure, most }: { measure: Measure; most: ActivityStatistics | null }): ReactElement | null {
  if (most === null || amount(measure, most) === 0) {
    return null
  }
  return (
    <Group gap={6} aria-hidden>
      <Text size="xs" c="dimmed">
        0
      </Text>
      <span style={{ width: 96, height: 8, borderRadius: 4, background: 'linear-gradient(to right, transparent, light-dark(var(--mantine-color-red-4), var(--mantine-color-red-8)))', border: '1px solid var(--mantine-color-default-border)' }} />
      <Text size="xs" c="dimmed">
        {inWords(measure, most)}
      </Text>
    </Group>
  )
}

interface FiguresProps {
  processKey: string
  version: number
  measure: Measure
  activities: readonly ActivityStatistics[]
  names: ReadonlyMap<string, string>
}

function Figures({ processKey, version, measure, activities, names }: FiguresProps): ReactElement {
  const rows = activities.toSorted((a, b) => amount(measure, b) - amount(measure, a) || b.entered - a.entered)
  return (
    <ScrollArea type="auto" className={classes.frame}>
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('Step')}</Table.Th>
            <Table.Th className={classes.number}>{t('Now')}</Table.Th>
            <Table.Th className={classes.number}>{t('Entered')}</Table.Th>
            <Table.Th className={classes.number}>{t('Completed')}</Table.Th>
            <Table.Th className={classes.number}>{t('Incidents')}</Table.Th>
            <Table.Th className={classes.number}>{t('Usually takes')}</Table.Th>
            <Table.Th className={classes.number}>{t('At worst, one in twenty')}</Table.Th>
            <Table.Th className={classes.number}>{t('Tool calls')}</Table.Th>
            <Table.Th className={classes.number}>{t('Cost')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.activityId}>
              <Table.Td>{names.get(row.activityId)}</Table.Td>
              <Table.Td className={classes.number}>
                {row.active === 0 ? (
                  0
                ) : (
                  <Link to="/instances" search={{ process: processKey, version: String(version), activity: row.activityId }} className={classes.link}>
                    {row.active}
                  </Link>
                )}
              </Table.Td>
              <Table.Td className={classes.number}>{row.entered}</Table.Td>
              <Table.Td className={classes.number}>{row.completed}</Table.Td>
              <Table.Td className={classes.number}>{row.incidents}</Table.Td>
              <Table.Td className={classes.number}>{row.p50Ms === null ? '' : duration(row.p50Ms)}</Table.Td>
              <Table.Td className={classes.number}>{row.p95Ms === null ? '' : duration(row.p95Ms)}</Table.Td>
              <Table.Td className={classes.number}>{row.toolCalls}</Table.Td>
              <Table.Td className={classes.number}>{row.costUsd === 0 ? '' : money(row.costUsd)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}
