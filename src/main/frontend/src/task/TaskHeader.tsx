import { Group, Text, Title } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { rich, t } from '../i18n'
import type { Task } from '../api'
import { RelativeTime } from '../ui'
import { TaskHolder } from './TaskHolder'
import { usualPriority } from './taskKinds'

/** What a task is and which case it belongs to. */
export function TaskHeader({ task }: { task: Task }): ReactElement {
  const here = `/tasks/${task.id}`
  const alone = useLocation({ select: ({ pathname }) => pathname === here })
  const overdue = task.dueAt !== null && new Date(task.dueAt) < new Date()
  return (
    <div>
      <Title order={2} size="h4" pr={36} style={{ overflowWrap: 'anywhere' }}>
        {task.name}
      </Title>
      <Group gap={6} c="dimmed" fz="sm">
        <Link to="/instances/$id" params={{ id: task.instanceId }}>
          {task.businessKey ?? task.processName}
        </Link>
        {task.businessKey !== null && <span>· {task.processName}</span>}
        <span>
          · {rich('since {when}', { when: <RelativeTime at={task.createdAt} /> })}
        </span>
        {task.dueAt !== null && (
          <Text span inherit {...(overdue ? { c: 'light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))', fw: 600 } : {})}>
            · {overdue ? rich('overdue, was due {when}', { when: <RelativeTime at={task.dueAt} /> }) : rich('due {when}', { when: <RelativeTime at={task.dueAt} /> })}
          </Text>
        )}
        {task.priority > usualPriority && (
          <Text span inherit c="light-dark(#a83c00, var(--mantine-color-orange-4))">
            · {t('Priority {priority}', { priority: task.priority })}
          </Text>
        )}
        {!alone && (
          <span>
            ·{' '}
            <Link to="/tasks/$id" params={{ id: task.id }}>
              {t('Link to this task')}
            </Link>
          </span>
        )}
      </Group>
      {task.description !== null && (
        <Text size="sm" mt={4}>
          {task.description}
        </Text>
      )}
      <div style={{ marginTop: 8 }}>
        <TaskHolder task={task} />
      </div>
    </div>
  )
}
