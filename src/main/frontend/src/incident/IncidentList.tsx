import { Badge, Box, Button, Group, Loader, Paper, Select, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import type { IncidentGroup } from '../api'
import { rich, t } from '../i18n'
import { useProcesses } from '../process'
import { EmptyState, PageHeader, ProblemAlert, RelativeTime, WorkProgress } from '../ui'
import { useIncidentGroups, useRetryGroup, type Progress } from './incidentQueries'
import { inWords } from './outcomes'

interface Props {
  processKey: string | null
  mayRetry: boolean
  onProcess: (key: string | null) => void
}

/** What has given up and waits for an operator, by cause. */
export default function IncidentList({ processKey, mayRetry, onProcess }: Props): ReactElement {
  const groups = useIncidentGroups(processKey)
  const processes = useProcesses()
  return (
    <>
      <PageHeader title={t('Incidents')} beside={groups.isPending ? <Loader size="xs" /> : undefined} />
      <Group gap="xs" mb="sm" role="search">
        <Select
          size="xs"
          w={190}
          aria-label={t('Process')}
          placeholder={t('Every process')}
          clearable
          data={(processes.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={processKey}
          onChange={onProcess}
        />
      </Group>
      {groups.error && groups.data === undefined && <ProblemAlert error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.data?.length === 0 && <EmptyState title={t('Nothing has given up')}>{t('What fails is tried again by itself first; what then still fails appears here.')}</EmptyState>}
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {(groups.data ?? []).map((group) => (
          <Cause key={group.id} group={group} mayRetry={mayRetry} />
        ))}
      </Stack>
    </>
  )
}

function Cause({ group, mayRetry }: { group: IncidentGroup; mayRetry: boolean }): ReactElement {
  const [progress, setProgress] = useState<Progress | null>(null)
  const retry = useRetryGroup(setProgress)
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <div style={{ flex: '1 1 320px', minWidth: 0 }}>
          <Group gap={6}>
            <Badge color="red" variant="light" size="sm">
              {t('{count, plural, one {One instance} other {# instances}}', { count: group.count })}
            </Badge>
            <Text fw={500} size="sm">
              {group.activityName ?? group.activityId ?? group.processName}
            </Text>
            <Text size="sm" c="dimmed">
              {group.processName}
            </Text>
            {group.code !== null && (
              <Text size="xs" c="dimmed" ff="monospace">
                {group.code}
              </Text>
            )}
          </Group>
          <Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
            {group.reason}
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            {rich('first {first}, last {last}', { first: <RelativeTime at={group.first} />, last: <RelativeTime at={group.last} /> })}
          </Text>
          <Group gap={8} mt={4} fz="xs">
            {group.instanceIds.slice(0, 5).map((id, index) => (
              <Link key={id} to="/instances/$id" params={{ id }}>
                {t('Instance {number}', { number: index + 1 })}
              </Link>
            ))}
          </Group>
        </div>
        {mayRetry && (
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate(group.id)}>
            {t('{count, plural, one {Try again} other {Try all # again}}', { count: group.count })}
          </Button>
        )}
      </Group>
      {progress !== null && (
        <Outcome progress={progress} pending={retry.isPending} />
      )}
      {retry.error && <ProblemAlert error={retry.error} />}
    </Paper>
  )
}

function Outcome({ progress: { results, left }, pending }: { progress: Progress; pending: boolean }): ReactElement {
  const words = left > 0 ? `${inWords(results)} · ${t('{count} left', { count: left })}` : inWords(results)
  return (
    <Box mt="xs">
      {pending ? (
        <WorkProgress label={words} share={results.length / Math.max(1, results.length + left)} />
      ) : (
        <Text size="sm" role="status">
          {words}
        </Text>
      )}
    </Box>
  )
}
