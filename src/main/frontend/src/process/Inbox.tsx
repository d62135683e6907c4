import { Badge, Button, CloseButton, Group, Kbd, Loader, SegmentedControl, Select, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo, useCallback, useEffect, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import type { Me, Task } from '../api'
import { hasRole } from '../identity'
import { EmptyState, PageHeader, ProblemAlert, RelativeTime, SearchField, sentenceCase, toneColor, useRowKeys } from '../ui'
import { taskKinds, withoutUndefined, type InboxFilters, type TaskScope } from './filters'
import classes from './Inbox.module.css'
import { useProcesses } from './processQueries'
import { taskKindLook } from './taskKinds'
import { useTasks } from './taskQueries'

/** As the URL's own type has it: a filter may also be named and not set. */
export type InboxPatch = { [K in keyof InboxFilters]: InboxFilters[K] | undefined }

interface Props {
  me: Me
  filters: InboxFilters
  onFilters: (patch: InboxPatch) => void
  /** Draws the task opened beside the list; `onDone` moves on to the next one. */
  renderTask: (id: string, onDone: (task: Task) => void) => ReactNode
  onInboxDone: (task: Task) => void
}

export default function Inbox({ me, filters, onFilters, renderTask, onInboxDone }: Props): ReactElement {
  const tasks = useTasks(filters)
  const processes = useProcesses()
  const list = useRowKeys<HTMLDivElement>()
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? []
  const open = filters.task
  const filtered = filters.q !== undefined || filters.process !== undefined || filters.kind !== undefined

  const openTask = useCallback((task: string) => onFilters({ task }), [onFilters])

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
          title="Inbox"
          beside={tasks.isFetching && items.length === 0 ? <Loader size="xs" /> : undefined}
          actions={
            <Text size="xs" c="dimmed" visibleFrom="sm">
              <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> move, <Kbd size="xs">Enter</Kbd> opens
            </Text>
          }
        />
        <Group gap="xs" mb="sm" role="search">
          <SegmentedControl
            size="xs"
            aria-label="Whose tasks"
            value={filters.scope ?? 'candidate'}
            onChange={(scope) => onFilters({ scope: scope === 'candidate' ? undefined : scope, task: undefined })}
            data={scopesFor(me)}
          />
          <SearchField
            label="Search tasks"
            placeholder="Search name or business key"
            className={classes.search}
            value={filters.q ?? ''}
            onChange={(q) => onFilters({ q: q === '' ? undefined : q })}
          />
          <Select
            size="xs"
            w={190}
            aria-label="Process"
            placeholder="Every process"
            clearable
            data={(processes.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            value={filters.process ?? null}
            onChange={(process) => onFilters({ process: process ?? undefined })}
          />
          <Select
            size="xs"
            w={150}
            aria-label="Kind"
            placeholder="Every kind"
            clearable
            data={taskKinds.map((kind) => ({ value: kind, label: taskKindLook(kind).label }))}
            value={filters.kind ?? null}
            onChange={(kind) => onFilters({ kind: taskKinds.find((known) => known === kind) })}
          />
        </Group>
      </div>
      <div className={classes.columns}>
        <div ref={list} className={classes.list} role="list" aria-label="Tasks" data-stale={tasks.isPlaceholderData}>
          {items.map((task) => (
            <div role="listitem" key={task.id} className={classes.item}>
              <Row task={task} open={open === task.id} onOpen={openTask} />
            </div>
          ))}
          {tasks.error && items.length === 0 && <ProblemAlert error={tasks.error} onRetry={() => void tasks.refetch()} />}
          {tasks.isSuccess && items.length === 0 && <Nothing me={me} filtered={filtered} filters={filters} onFilters={onFilters} />}
          {tasks.hasNextPage && (
            <Group justify="center" p="sm">
              <Button variant="default" size="xs" loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
                Show more
              </Button>
            </Group>
          )}
        </div>
        {open !== undefined && (
          <section className={classes.pane} aria-label="Open task">
            <CloseButton className={classes.close} aria-label="Close task" onClick={() => onFilters({ task: undefined })} />
            {renderTask(open, moveOn)}
          </section>
        )}
      </div>
    </div>
  )
}

interface RowProps {
  task: Task
  open: boolean
  onOpen: (id: string) => void
}

/** A plain link, drawn again only when its task changes: a thousand router links make every click slow. */
const Row = memo(function Row({ task, open, onOpen }: RowProps): ReactElement {
  const click = (event: MouseEvent): void => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      onOpen(task.id)
    }
  }
  const kind = taskKindLook(task.kind)
  const overdue = task.dueAt !== null && new Date(task.dueAt) < new Date()
  return (
    <a
      href={`/tasks/${task.id}`}
      onClick={click}
      className={classes.row}
      data-row={open ? 'selected' : ''}
      aria-current={open ? 'true' : undefined}
    >
      <span className={classes.name}>{task.name}</span>
      <span className={classes.process}>{task.processName}</span>
      <span className={classes.key}>{task.businessKey}</span>
      <Badge className={classes.kind} size="sm" variant="light" color={toneColor(kind.tone)}>
        {kind.label}
      </Badge>
      <span className={classes.group}>{task.assignee ?? task.groups.map(sentenceCase).join(', ')}</span>
      <span className={classes.time} data-overdue={overdue}>
        {task.dueAt === null ? <RelativeTime at={task.createdAt} /> : <>due <RelativeTime at={task.dueAt} /></>}
      </span>
    </a>
  )
})

interface NothingProps {
  me: Me
  filtered: boolean
  filters: InboxFilters
  onFilters: (patch: InboxPatch) => void
}

function Nothing({ me, filtered, filters, onFilters }: NothingProps): ReactElement {
  if (filtered) {
    return (
      <EmptyState title="No task fits these filters">
        <Button mt="xs" size="xs" variant="default" onClick={() => onFilters({ q: undefined, process: undefined, kind: undefined })}>
          Clear filters
        </Button>
      </EmptyState>
    )
  }
  if (filters.scope === 'mine') {
    return (
      <EmptyState title="You have claimed nothing">
        Look at what waits <Link to="/inbox" search={withoutUndefined({ ...filters, scope: undefined })}>for your groups</Link> and take one.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="Nothing waits for you">
      New work appears here by itself.{' '}
      {hasRole(me, 'analyst', 'operator') && (
        <>
          You can <Link to="/processes">start a process</Link>.
        </>
      )}
    </EmptyState>
  )
}

function scopesFor(me: Me): { value: TaskScope; label: string }[] {
  const own: { value: TaskScope; label: string }[] = [
    { value: 'mine', label: 'Mine' },
    { value: 'candidate', label: 'For my groups' },
  ]
  return hasRole(me, 'operator', 'auditor') ? [...own, { value: 'all', label: 'All' }] : own
}
