import { Group, SegmentedControl, Select } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Me, ProcessSummary, TaskCount } from '../api'
import { locale, t } from '../i18n'
import { hasRole } from '../identity'
import { SearchField } from '../ui'
import { taskDues, taskKinds, taskSorts, type InboxFilters, type InboxPatch, type TaskDue, type TaskScope, type TaskSort } from './filters'
import classes from './Inbox.module.css'
import { taskKindLook } from './taskKinds'

interface Props {
  me: Me
  filters: InboxFilters
  counts: readonly TaskCount[]
  processes: readonly ProcessSummary[]
  onFilters: (patch: InboxPatch) => void
}

const dueNames: Record<TaskDue, string> = { overdue: t('Overdue'), today: t('Due today') }

const sortNames: Record<TaskSort, string> = {
  created: t('Oldest first'),
  newest: t('Newest first'),
  due: t('By due date'),
  priority: t('By priority'),
}

export function TaskFilters({ me, filters, counts, processes, onFilters }: Props): ReactElement {
  return (
    <Group gap="xs" mb="sm" role="search">
      <SegmentedControl
        size="xs"
        aria-label={t('Whose tasks')}
        value={filters.scope ?? 'candidate'}
        onChange={(scope) => onFilters({ scope: scope === 'candidate' ? undefined : scope, task: undefined })}
        data={scopesFor(me, counts)}
      />
      <SearchField
        label={t('Search tasks')}
        placeholder={t('Search name or business key')}
        className={classes.search}
        value={filters.q ?? ''}
        onChange={(q) => onFilters({ q: q === '' ? undefined : q })}
      />
      <Select
        size="xs"
        w={170}
        aria-label={t('Process')}
        placeholder={t('Every process')}
        clearable
        data={processes.map(({ key, name }) => ({ value: key, label: name }))}
        value={filters.process ?? null}
        onChange={(process) => onFilters({ process: process ?? undefined })}
      />
      <Select
        size="xs"
        w={130}
        aria-label={t('Kind')}
        placeholder={t('Every kind')}
        clearable
        data={taskKinds.map((kind) => ({ value: kind, label: taskKindLook(kind).label }))}
        value={filters.kind ?? null}
        onChange={(kind) => onFilters({ kind: taskKinds.find((known) => known === kind) })}
      />
      <Select
        size="xs"
        w={120}
        aria-label={t('Due')}
        placeholder={t('Any time')}
        clearable
        data={taskDues.map((due) => ({ value: due, label: dueNames[due] }))}
        value={filters.due ?? null}
        onChange={(due) => onFilters({ due: taskDues.find((known) => known === due) })}
      />
      <Select
        size="xs"
        w={130}
        aria-label={t('Order')}
        allowDeselect={false}
        data={taskSorts.map((sort) => ({ value: sort, label: sortNames[sort] }))}
        value={filters.sort ?? 'created'}
        onChange={(sort) => onFilters({ sort: sort === 'created' ? undefined : taskSorts.find((known) => known === sort) })}
      />
    </Group>
  )
}

function scopesFor(me: Me, counts: readonly TaskCount[]): { value: TaskScope; label: string }[] {
  const number = new Intl.NumberFormat(locale())
  const named = (value: TaskScope, label: string): { value: TaskScope; label: string } => {
    const total = counts.find(({ scope }) => scope === value)?.total ?? 0
    return { value, label: total === 0 ? label : `${label} ${number.format(total)}` }
  }
  const standsIn = counts.some(({ scope, total }) => scope === 'substitute' && total > 0)
  return [
    named('mine', t('Mine')),
    named('candidate', t('For my groups')),
    ...(standsIn ? [named('substitute', t('In place of others'))] : []),
    ...(hasRole(me, 'operator', 'auditor') ? [named('all', t('All'))] : []),
  ]
}
