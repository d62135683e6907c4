import { Alert, Button, Group, Skeleton, Tabs, Text } from '@mantine/core'
import { useMemo, useState, type ReactElement } from 'react'
import { Timeline } from '../../process'
import { EmptyState, JsonView, ProblemAlert, RelativeTime, StateBadge } from '../../ui'
import { rich, t } from '../texts'
import { Viewer } from '../Viewer'
import { CallList } from './CallList'
import { flowsIn } from './flowsIn'
import { OpenItems } from './OpenItems'
import { isMoving, marksOf, openIn } from './reading'
import classes from './Rehearsal.module.css'
import { useRehearsal } from './rehearsalQueries'
import { useEndWhenLeft } from './useEndWhenLeft'

interface Props {
  id: string
  xml: string
  onStartOver: () => void
}

/** Where it is on the diagram, what it waits for, and what has happened so far. */
export function Stage({ id, xml, onStartOver }: Props): ReactElement {
  useEndWhenLeft(id)
  const { data: rehearsal, error } = useRehearsal(id)
  const [selected, setSelected] = useState<string | null>(null)
  // What is chosen on the diagram is brought into view in the lists.
  const [sought, setSought] = useState<string | null>(null)
  const flows = useMemo(() => flowsIn(xml), [xml])
  const activities = rehearsal?.activities
  const marks = useMemo(() => marksOf(activities ?? [], flows), [activities, flows])
  if (rehearsal === undefined) {
    return error === null ? <Skeleton h={320} m="md" /> : <ProblemAlert error={error} />
  }
  const { state, calls, variables, timeline, endedAt, keptUntil } = rehearsal
  const open = openIn(rehearsal)
  // Without a choice of one's own, what is asked next.
  const shown = selected ?? open[0]?.activityId ?? null
  const choose = (activity: string | null): void => {
    setSelected((before) => (before === activity ? null : activity))
    setSought(null)
  }
  const seek = (activity: string | null): void => {
    setSelected(activity)
    setSought(open.some(({ activityId }) => activityId === activity) ? null : activity)
  }
  return (
    <div className={classes.stage}>
      <div className={classes.diagram}>
        <Viewer xml={xml} label={t('Rehearsed diagram')} marks={marks} focus={shown} readable onSelect={seek} />
      </div>
      <aside className={classes.panel} aria-label={t('Rehearsal')}>
        <div className={classes.head}>
          <Group gap="xs" role="status">
            <StateBadge state={state} />
            {isMoving(rehearsal) && (
              <Text size="xs" c="dimmed">
                {t('It goes on by itself')}
              </Text>
            )}
          </Group>
          <Button size="xs" variant="default" onClick={onStartOver}>
            {t('Start over')}
          </Button>
        </div>
        <div className={classes.scroll}>
          {error !== null && (
            <div className={classes.section}>
              <ProblemAlert error={error} />
            </div>
          )}
          {state === 'failed' && (
            <Alert color="red" variant="light" p="xs" m="sm" title={t('It stopped here')}>
              {timeline.findLast(({ type }) => type === 'incident')?.title ?? t('Nothing in the diagram catches what failed.')}
            </Alert>
          )}
          {endedAt === null ? (
            <OpenItems rehearsal={rehearsal} selected={shown} onSelect={choose} onAnswered={() => setSelected(null)} />
          ) : (
            <EmptyState title={t('It has come to its end')}>{t('Look at what it did, start over, or close the rehearsal and go on drawing.')}</EmptyState>
          )}
          <Tabs defaultValue="calls" keepMounted={false} className={classes.record}>
            <Tabs.List>
              <Tabs.Tab value="calls">{t('Calls ({count})', { count: calls.length })}</Tabs.Tab>
              <Tabs.Tab value="variables">{t('Variables ({count})', { count: Object.keys(variables).length })}</Tabs.Tab>
              <Tabs.Tab value="story">{t('Story')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="calls">
              <CallList calls={calls} selected={shown} sought={sought} onSelect={choose} />
            </Tabs.Panel>
            <Tabs.Panel value="variables" className={classes.section}>
              <JsonView value={variables} label={t('Variables')} />
            </Tabs.Panel>
            <Tabs.Panel value="story" className={classes.section}>
              <Timeline entries={timeline} selectedActivity={shown} onSelectActivity={choose} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <Text size="xs" c="dimmed" className={classes.foot}>
          {rich('It is forgotten when you close it, and <when></when> if nothing is answered before.', { when: () => <RelativeTime at={keptUntil} /> })}
        </Text>
      </aside>
    </div>
  )
}
