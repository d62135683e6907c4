import { Button, CloseButton, Group, Paper, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState, type ReactElement } from 'react'
import type { Instance } from '../api'
import { duration, EmptyState, Fact, Facts, JsonView, PageHeader, ProblemAlert, RelativeTime, sentenceCase, StateBadge } from '../ui'
import { CancelInstance } from './CancelInstance'
import { Diagram } from './Diagram'
import { isLive, useInstance, useTimeline } from './instanceQueries'
import { Timeline } from './Timeline'

interface Props {
  id: string
  mayCancel: boolean
  /** The activity clicked in the diagram, from the URL: the timeline shows only its entries. */
  activity: string | null
  onActivity: (activityId: string | null) => void
}

export default function InstancePage({ id, mayCancel, activity, onActivity }: Props): ReactElement {
  const instance = useInstance(id)
  if (instance.data === undefined) {
    return instance.error ? (
      <ProblemAlert error={instance.error} onRetry={() => void instance.refetch()} />
    ) : (
      <Stack gap="sm">
        <Skeleton h={32} w={320} />
        <Skeleton h={320} />
      </Stack>
    )
  }
  return <Loaded key={id} instance={instance.data} mayCancel={mayCancel} activity={activity} onActivity={onActivity} />
}

interface LoadedProps {
  instance: Instance
  mayCancel: boolean
  activity: string | null
  onActivity: (activityId: string | null) => void
}

function Loaded({ instance, mayCancel, activity, onActivity }: LoadedProps): ReactElement {
  const live = isLive(instance.state)
  const [cancelling, setCancelling] = useState(false)
  const ended = instance.endedAt
  return (
    <Stack gap="md">
      <div>
        <PageHeader
          title={instance.businessKey ?? instance.processName}
          beside={
            <span role="status">
              <StateBadge state={instance.state} size="md" />
            </span>
          }
          actions={
            live &&
            mayCancel && (
              <Button size="xs" variant="default" onClick={() => setCancelling(true)}>
                Cancel instance
              </Button>
            )
          }
        />
        <Facts>
          <Fact label="Process">
            <Link to="/processes/$key" params={{ key: instance.processKey }}>
              {instance.processName}
            </Link>{' '}
            <Text span c="dimmed" size="sm">
              v{instance.version}
            </Text>
          </Fact>
          <Fact label="Business key">{instance.businessKey ?? 'none'}</Fact>
          <Fact label="Started by">{instance.startedBy ?? 'unknown'}</Fact>
          <Fact label="Started">
            <RelativeTime at={instance.startedAt} />
          </Fact>
          {ended !== null && (
            <>
              <Fact label="Ended">
                <RelativeTime at={ended} />
              </Fact>
              <Fact label="Took">{duration(new Date(ended).getTime() - new Date(instance.startedAt).getTime())}</Fact>
            </>
          )}
          <Fact label="Environment">{sentenceCase(instance.environment)}</Fact>
        </Facts>
      </div>
      <History instance={instance} live={live} activity={activity} onActivity={onActivity} />
      <CancelInstance id={instance.id} opened={cancelling} onClose={() => setCancelling(false)} />
    </Stack>
  )
}

type HistoryProps = Pick<LoadedProps, 'instance' | 'activity' | 'onActivity'> & { live: boolean }

function History({ instance, live, activity, onActivity }: HistoryProps): ReactElement {
  const timeline = useTimeline(instance.id, live)
  // An entry's activity is only pointed at; one clicked in the diagram also filters.
  const [pointed, setPointed] = useState<string | null>(null)
  const entries = useMemo(
    () => (timeline.data ?? []).filter((entry) => activity === null || entry.activityId === activity),
    [timeline.data, activity],
  )
  const activityName = timeline.data?.find((entry) => entry.activityId === activity)?.activityName ?? activity
  return (
    <>
      <Diagram
        processKey={instance.processKey}
        version={instance.version}
        activities={instance.activities}
        selected={activity ?? pointed}
        onSelect={(id) => {
          setPointed(null)
          onActivity(id === activity ? null : id)
        }}
        height={320}
        focus={instance.activities.find(({ state }) => state !== 'completed')?.activityId ?? null}
      />
      <Tabs defaultValue="timeline" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
          <Tabs.Tab value="data">Data</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="timeline" pt="xs">
          {activity !== null && (
            <Group gap={4} mb={4}>
              <Text size="sm">
                Only <b>{activityName}</b>
              </Text>
              <CloseButton size="sm" aria-label="Show the whole timeline" onClick={() => onActivity(null)} />
            </Group>
          )}
          {timeline.error && timeline.data === undefined && <ProblemAlert error={timeline.error} onRetry={() => void timeline.refetch()} />}
          {timeline.isPending && <Skeleton h={160} />}
          {timeline.isSuccess && entries.length === 0 && (
            <EmptyState title={activity === null ? 'Nothing has happened yet' : 'Nothing has happened at this step'}>
              Entries appear here by themselves.
            </EmptyState>
          )}
          <Timeline entries={entries} selectedActivity={activity === null ? pointed : null} onSelectActivity={setPointed} />
        </Tabs.Panel>
        <Tabs.Panel value="data" pt="xs">
          <Variables instance={instance} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function Variables({ instance }: { instance: Instance }): ReactElement {
  const variables = Object.entries(instance.variables).sort(([a], [b]) => a.localeCompare(b))
  if (variables.length === 0) {
    return <EmptyState title="No data">This instance holds no data, or you may not see it.</EmptyState>
  }
  return (
    <Stack gap="xs">
      {variables.map(([name, value]) => (
        <Paper key={name} withBorder p="xs">
          <Text size="sm" fw={500} mb={4}>
            {name}
          </Text>
          <JsonView value={value} label={name} />
        </Paper>
      ))}
    </Stack>
  )
}
