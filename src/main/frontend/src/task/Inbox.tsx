import { Button, CloseButton, Group, Kbd, Loader, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import type { Me, Task } from '../api'
import { rich, t } from '../i18n'
import { hasRole } from '../identity'
import { useProcesses } from '../process'
import { EmptyState, PageHeader, ProblemAlert, useRowKeys, withoutUndefined } from '../ui'
import { BulkBar } from './BulkBar'
import { isFiltered, noFilters, type InboxFilters, type InboxPatch } from './filters'
import classes from './Inbox.module.css'
import { TaskFilters } from './TaskFilters'
import { useTaskCounts, useTasks } from './taskQueries'
import { TaskRow } from './TaskRow'
import { useSelection } from './useSelection'

interface Props {
  me: Me
  filters: InboxFilters
  onFilters: (patch: InboxPatch) => void
  /** Draws the task opened beside the list; `onDone` moves on to the next one. */
  renderTask: (id: string, onDone: (task: Task) => void) => ReactNode
  /** Whether these can be decided on at once, all of them. */
  mayDecideTogether: (tasks: readonly Task[]) => boolean
  renderDecisions: (tasks: readonly Task[], onClose: () => void) => ReactNode
  onInboxDone: (task: Task) => void
  /** What is kept of these filters. */
  saved: ReactNode
}

export default function Inbox({ me, filters, onFilters, renderTask, mayDecideTogether, renderDecisions, onInboxDone, saved }: Props): ReactElement {
  const tasks = useTasks(filters)
  const counts = useTaskCounts()
  const processes = useProcesses()
  const list = useRowKeys<HTMLDivElement>()
  const items = useMemo(() => tasks.data?.pages.flatMap((page) => page.items) ?? [], [tasks.data])
  const selection = useSelection(useMemo(() => items.map(({ id }) => id), [items]))
  const [deciding, setDeciding] = useState(false)
  const selected = items.filter(({ id }) => selection.ids.has(id))
  const open = filters.task

  const openTask = useCallback((task: string) => onFilters({ task }), [onFilters])

  useHotkeys([
    [
      'x',
      () => {
        const id = (document.activeElement as HTMLElement | null)?.dataset['id'] ?? open
        if (id !== undefined) {
          selection.select(id, !selection.ids.has(id))
        }
      },
    ],
  ])

  useEffect(() => {
    list.current?.querySelector('[data-row="selected"]')?.scrollIntoView({ block: 'nearest' })
  }, [list, open])

  const moveOn = (done: Task): void => {
    const at = items.findIndex((task) => task.id === done.id)
    const next = items[at + 1] ?? items.find((task) => task.id !== done.id)
    onFilters({ task: next?.id })
    if (next === undefined) {
      onInboxDone(done)
    }
  }

  return (
    <div className={classes.inbox} data-open={open !== undefined}>
      <div className={classes.top}>
        <PageHeader
          title={t('Inbox')}
          beside={tasks.isFetching && items.length === 0 ? <Loader size="xs" /> : undefined}
          actions={
            <>
            <Text size="xs" c="dimmed" visibleFrom="md">
              {rich('<key>j</key> <key>k</key> move, <key>Enter</key> opens, <key>x</key> selects; <key>a</key> to approve, <key>e</key> to edit, <key>r</key> to reject', {
                key: (text) => <Kbd size="xs">{text}</Kbd>,
              })}
            </Text>
            {saved}
            </>
          }
        />
        <TaskFilters me={me} filters={filters} counts={counts.data ?? []} processes={processes.data ?? []} onFilters={onFilters} />
      </div>
      <div className={classes.columns}>
        <div ref={list} className={classes.list} data-stale={tasks.isPlaceholderData}>
          {selected.length > 0 && <BulkBar tasks={selected} onDecide={mayDecideTogether(selected) ? () => setDeciding(true) : null} onClear={selection.clear} />}
          <div role="list" aria-label={t('Tasks')}>
            {items.map((task) => (
              <div role="listitem" key={task.id} className={classes.item}>
                <TaskRow task={task} open={open === task.id} selected={selection.ids.has(task.id)} onOpen={openTask} onSelect={selection.select} />
              </div>
            ))}
          </div>
          {tasks.error && items.length === 0 && <ProblemAlert error={tasks.error} onRetry={() => void tasks.refetch()} />}
          {tasks.isSuccess && items.length === 0 && <Nothing me={me} filters={filters} onFilters={onFilters} />}
          {tasks.hasNextPage && (
            <Group justify="center" p="sm">
              <Button variant="default" size="xs" loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
                {t('Show more')}
              </Button>
            </Group>
          )}
        </div>
        {open !== undefined && (
          <section className={classes.pane} aria-label={t('Open task')}>
            <CloseButton className={classes.close} aria-label={t('Close task')} onClick={() => onFilters({ task: undefined })} />
            {renderTask(open, moveOn)}
          </section>
        )}
      </div>
      {deciding && renderDecisions(selected, () => setDeciding(false))}
    </div>
  )
}

interface NothingProps {
  me: Me
  filters: InboxFilters
  onFilters: (patch: InboxPatch) => void
}

function Nothing({ me, filters, onFilters }: NothingProps): ReactElement {
  if (isFiltered(filters)) {
    return (
      <EmptyState title={t('No task fits these filters')}>
        <Button mt="xs" size="xs" variant="default" onClick={() => onFilters(noFilters)}>
          {t('Clear filters')}
        </Button>
      </EmptyState>
    )
  }
  if (filters.scope === 'mine') {
    return (
      <EmptyState title={t('You have claimed nothing')}>
        {rich('Look at what waits <link>for your groups</link> and take one.', {
          link: (text) => (
            <Link to="/inbox" search={withoutUndefined({ ...filters, scope: undefined })}>
              {text}
            </Link>
          ),
        })}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('Nothing waits for you')}>
      {t('New work appears here by itself.')}{' '}
      {hasRole(me, 'analyst', 'operator') && rich('You can <link>start a process</link>.', { link: (text) => <Link to="/processes">{text}</Link> })}
    </EmptyState>
  )
}
