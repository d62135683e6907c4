import { Button, CloseButton, Group, SegmentedControl, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Suspense, useMemo, useState, type ReactElement } from 'react'
import { rich, t } from '../i18n'
import type { Instance } from '../api'
import { InstanceHold } from '../retention'
import { duration, EmptyState, Fact, Facts, money, PageHeader, ProblemAlert, RelativeTime, sentenceCase, StateBadge } from '../ui'
import { useInstanceFiles } from './attachmentQueries'
import { InstanceFiles } from './InstanceFiles'
import { CancelInstance } from './CancelInstance'
import { Diagram } from './Diagram'
import { Evidence } from './Evidence'
import { useInstance, useTimeline } from './instanceQueries'
import { OpenIncidents } from './OpenIncidents'
import { RelatedInstances } from './RelatedInstances'
import { about, entryKinds, isOf, type EntryKind } from './entryKinds'
import { Timeline } from './Timeline'
import { Variables } from './Variables'
import { tabs, type View } from './view'

interface Props {
  id: string
  mayOperate: boolean
  /** May see what has given up, and take evidence out. */
  seesIncidents: boolean
  mayHold: boolean
  view: View
  onView: (patch: View) => void
}

export default function InstancePage({ id, mayOperate, seesIncidents, mayHold, view, onView }: Props): ReactElement {
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
  return <Loaded key={id} instance={instance.data} mayOperate={mayOperate} seesIncidents={seesIncidents} mayHold={mayHold} view={view} onView={onView} />
}

interface LoadedProps {
  instance: Instance
  mayOperate: boolean
  seesIncidents: boolean
  mayHold: boolean
  view: View
  onView: (patch: View) => void
}

function Loaded({ instance, mayOperate, seesIncidents, mayHold, view, onView }: LoadedProps): ReactElement {
  // What has failed waits for an operator, and is not over.
  const live = instance.endedAt === null
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
            <Group gap="xs">
              {seesIncidents && <Evidence instance={instance} />}
              {live && mayOperate && (
                <Button size="xs" variant="default" onClick={() => setCancelling(true)}>
                  {t('Cancel instance')}
                </Button>
              )}
            </Group>
          }
        />
        <Facts>
          <Fact label={t('Process')}>
            <Link to="/processes/$key" params={{ key: instance.processKey }}>
              {instance.processName}
            </Link>{' '}
            <Text span c="dimmed" size="sm">
              {t('v{version}', { version: instance.version })}
            </Text>
          </Fact>
          <Fact label={t('Business key')}>{instance.businessKey ?? t('none')}</Fact>
          <Fact label={t('Started by')}>{instance.startedBy ?? t('unknown')}</Fact>
          <Fact label={t('Started')}>
            <RelativeTime at={instance.startedAt} />
          </Fact>
          {ended !== null && (
            <>
              <Fact label={t('Ended')}>
                <RelativeTime at={ended} />
              </Fact>
              <Fact label={t('Took')}>{duration(new Date(ended).getTime() - new Date(instance.startedAt).getTime())}</Fact>
            </>
          )}
          <Fact label={t('Environment')}>{sentenceCase(instance.environment)}</Fact>
          {instance.parentId !== null && (
            <Fact label={t('Part of')}>
              <Link to="/instances/$id" params={{ id: instance.parentId }}>
                {t('another instance')}
              </Link>
            </Fact>
          )}
        </Facts>
      </div>
      {seesIncidents && instance.activities.some(({ incidents }) => incidents > 0) && <OpenIncidents instanceId={instance.id} mayRetry={mayOperate} />}
      {seesIncidents && (
        <Suspense>
          <InstanceHold instance={instance.id} ended={ended !== null} mayHold={mayHold} />
        </Suspense>
      )}
      <History instance={instance} live={live} mayChange={mayOperate} view={view} onView={onView} />
      <CancelInstance id={instance.id} opened={cancelling} onClose={() => setCancelling(false)} />
    </Stack>
  )
}

type HistoryProps = Pick<LoadedProps, 'instance' | 'view' | 'onView'> & { live: boolean; mayChange: boolean }

function History({ instance, live, mayChange, view, onView }: HistoryProps): ReactElement {
  const timeline = useTimeline(instance.id, live)
  const files = useInstanceFiles(instance.id, live)
  // An entry's activity is only pointed at; one clicked in the diagram also filters.
  const { activity = null, step: pointed = null, entries: kind = 'all' } = view
  const ofActivity = useMemo(() => (timeline.data ?? []).filter((entry) => activity === null || entry.activityId === activity), [timeline.data, activity])
  const entries = useMemo(() => ofActivity.filter((entry) => isOf(kind, entry)), [ofActivity, kind])
  const sums = useMemo(() => about(ofActivity), [ofActivity])
  const activityName = timeline.data?.find((entry) => entry.activityId === activity)?.activityName ?? activity
  return (
    <>
      <Diagram
        processKey={instance.processKey}
        version={instance.version}
        activities={instance.activities}
        selected={activity ?? pointed}
        onSelect={(id) => onView({ activity: id === activity ? undefined : (id ?? undefined), step: undefined })}
        height={320}
        focus={instance.activities.find(({ state }) => state !== 'completed')?.activityId ?? null}
      />
      <Tabs
        value={view.tab ?? 'timeline'}
        onChange={(value) => onView({ tab: value === 'timeline' ? undefined : tabs.find((known) => known === value) })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="timeline">{t('Timeline')}</Tabs.Tab>
          <Tabs.Tab value="data">{t('Data')}</Tabs.Tab>
          {(files.data ?? []).length > 0 && <Tabs.Tab value="files">{t('Files')}</Tabs.Tab>}
          {instance.children.length > 0 && <Tabs.Tab value="related">{t('Started from here')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="timeline" pt="xs">
          <Group justify="space-between" gap="xs" mb={6}>
            <SegmentedControl
              size="xs"
              aria-label={t('What to show')}
              value={kind}
              onChange={(value: EntryKind) => onView({ entries: value === 'all' ? undefined : value })}
              data={[...entryKinds].map(([value, label]) => ({ value, label }))}
            />
            <Text size="xs" c="dimmed">
              {t('{models, plural, one {One model call} other {# model calls}}, {tools, plural, one {one tool call} other {# tool calls}}, {people, plural, =0 {nobody asked} one {asked once} other {asked # times}}', sums)}
              {sums.costUsd > 0 && ` · ${money(sums.costUsd)}`}
            </Text>
          </Group>
          {activity !== null && (
            <Group gap={4} mb={4}>
              <Text size="sm">
                {rich('Only <b>{activityName}</b>', { activityName, b: (text) => <b>{text}</b> })}
              </Text>
              <CloseButton size="sm" aria-label={t('Show the whole timeline')} onClick={() => onView({ activity: undefined })} />
            </Group>
          )}
          {timeline.error && timeline.data === undefined && <ProblemAlert error={timeline.error} onRetry={() => void timeline.refetch()} />}
          {timeline.isPending && <Skeleton h={160} />}
          {timeline.isSuccess && entries.length === 0 && (
            <EmptyState title={kind !== 'all' ? t('Nothing of this kind') : activity === null ? t('Nothing has happened yet') : t('Nothing has happened at this step')}>
              {t('Entries appear here by themselves.')}
            </EmptyState>
          )}
          <Timeline entries={entries} selectedActivity={activity === null ? pointed : null} onSelectActivity={(id) => onView({ step: id ?? undefined })} />
        </Tabs.Panel>
        <Tabs.Panel value="data" pt="xs">
          <Variables instanceId={instance.id} live={live} mayChange={mayChange} />
        </Tabs.Panel>
        <Tabs.Panel value="files" pt="xs">
          <InstanceFiles files={files.data ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="related" pt="xs">
          <RelatedInstances instances={instance.children} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
