import { Skeleton, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Suspense, type ReactElement } from 'react'
import { rich, t } from '../i18n'
import { asProblem, type Me, type Task } from '../api'
import { DecisionCard, InDoubtCard, SampleCard } from '../review'
import { Comments, UserTask, useTask } from '../task'
import { EmptyState, ProblemAlert } from '../ui'

interface Props {
  id: string
  me: Me
  onDone: (task: Task) => void
}

/** A task of any kind, in the view its kind needs. */
export default function TaskView({ id, me, onDone }: Props): ReactElement {
  const task = useTask(id)
  const code = task.error ? asProblem(task.error).code : null
  if (code === 'task-not-found' || code === 'task-already-completed') {
    return (
      <EmptyState title={t('This task is no longer open')}>
        {rich('Somebody has decided it, or its case has ended. Go on with <link>the inbox</link>.', { link: (text) => <Link to="/inbox">{text}</Link> })}
      </EmptyState>
    )
  }
  if (task.data === undefined) {
    return task.error ? <ProblemAlert error={task.error} onRetry={() => void task.refetch()} /> : loading
  }
  return (
    <Suspense key={id} fallback={loading}>
      <ByKind task={task.data} me={me} onDone={onDone} />
      <Comments taskId={task.data.id} />
    </Suspense>
  )
}

function ByKind({ task, me, onDone }: { task: Task; me: Me; onDone: (task: Task) => void }): ReactElement {
  switch (task.kind) {
    case 'tool-review':
      return <DecisionCard task={task} onDone={onDone} />
    case 'in-doubt':
      return <InDoubtCard task={task} onDone={onDone} />
    case 'sample-audit':
      return <SampleCard task={task} onDone={onDone} />
    case 'user':
      return <UserTask task={task} userName={me.name} onDone={onDone} />
  }
}

const loading = (
  <Stack gap="sm">
    <Skeleton h={28} w="60%" />
    <Skeleton h={90} />
    <Skeleton h={220} />
  </Stack>
)
