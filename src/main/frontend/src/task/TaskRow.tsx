import { Badge, Checkbox } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { memo, type MouseEvent, type ReactElement } from 'react'
import type { Task } from '../api'
import { rich, t } from '../i18n'
import { RelativeTime, sentenceCase, toneColor } from '../ui'
import { taskKindLook, usualPriority } from './taskKinds'
import classes from './TaskRow.module.css'

interface Props {
  task: Task
  open: boolean
  selected: boolean
  onOpen: (id: string) => void
  onSelect: (id: string, selected: boolean) => void
}

/** A plain link, drawn again only when its task changes: a thousand router links make every click slow. */
export const TaskRow = memo(function TaskRow({ task, open, selected, onOpen, onSelect }: Props): ReactElement {
  const click = (event: MouseEvent): void => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      onOpen(task.id)
    }
  }
  const kind = taskKindLook(task.kind)
  const overdue = task.dueAt !== null && new Date(task.dueAt) < new Date()
  return (
    <div className={classes.frame} data-open={open}>
      <Checkbox
        size="xs"
        className={classes.select ?? ''}
        aria-label={t('Select {name}', { name: task.businessKey === null ? task.name : `${task.name}, ${task.businessKey}` })}
        checked={selected}
        data-select={task.id}
        onChange={(event) => onSelect(task.id, event.currentTarget.checked)}
      />
      <a href={`/tasks/${task.id}`} onClick={click} className={classes.row} data-row={open ? 'selected' : ''} data-id={task.id} aria-current={open ? 'true' : undefined}>
        <span className={classes.name}>
          {task.priority > usualPriority && <IconFlag size={13} className={classes.flag} aria-label={t('Priority {priority}', { priority: task.priority })} />}
          {task.name}
        </span>
        <span className={classes.process}>{task.processName}</span>
        <span className={classes.key}>{task.businessKey}</span>
        <Badge className={classes.kind} size="sm" variant="light" color={toneColor(kind.tone)}>
          {kind.label}
        </Badge>
        <span className={classes.group}>{task.assignee ?? task.groups.map(sentenceCase).join(', ')}</span>
        <span className={classes.time} data-overdue={overdue}>
          {task.dueAt === null ? <RelativeTime at={task.createdAt} /> : rich('due {when}', { when: <RelativeTime at={task.dueAt} /> })}
        </span>
      </a>
    </div>
  )
})
