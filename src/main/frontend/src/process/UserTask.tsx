import { Alert, Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ReactElement } from 'react'
import { asProblem, type JsonObject, type Task } from '../api'
import { ProblemAlert } from '../ui'
import { FormView } from './FormView'
import { TaskHeader } from './TaskHeader'
import { useClaimTask, useCompleteTask, useTaskForm, useUnclaimTask } from './taskQueries'

interface Props {
  task: Task
  /** The signed-in user's name, to tell one's own tasks. */
  userName: string
  onDone: (task: Task) => void
}

/** What it means to take a label off. */
const vouching: Record<string, string> = {
  untrusted: 'Agents may trust the text of',
  confidential: 'This need no longer be kept confidential',
}

export default function UserTask({ task, userName, onDone }: Props): ReactElement {
  const form = useTaskForm(task.id)
  const claim = useClaimTask(task.id)
  const unclaim = useUnclaimTask(task.id)
  const complete = useCompleteTask(task.id)
  const mine = task.assignee === userName
  const takenByOther = task.assignee !== null && !mine
  const locked = takenByOther || !task.mayDecide

  const submit = (variables: JsonObject): void => {
    complete.mutate(
      { variables },
      {
        onSuccess: () => {
          notifications.show({ color: 'teal', message: `“${task.name}” is done.` })
          onDone(task)
        },
      },
    )
  }
  const failed = complete.error ?? claim.error ?? unclaim.error

  return (
    <Stack gap="md" pb="md">
      <TaskHeader task={task} />
      <Group gap="xs">
        {task.assignee === null && (
          <Button size="xs" variant="default" loading={claim.isPending} disabled={!task.mayDecide} onClick={() => claim.mutate()}>
            Claim
          </Button>
        )}
        {mine && (
          <>
            <Badge variant="light">Claimed by you</Badge>
            <Button size="xs" variant="default" loading={unclaim.isPending} onClick={() => unclaim.mutate()}>
              Give back
            </Button>
          </>
        )}
        {takenByOther && <Text size="sm">Claimed by {task.assignee}.</Text>}
        {!task.mayDecide && !takenByOther && <Text size="sm">{task.refusal ?? 'You can look at this task; completing it is up to others.'}</Text>}
      </Group>
      {failed && (
        <ProblemAlert error={failed}>
          {asProblem(failed).errors.map(({ path, message }) => (
            <div key={path}>
              <code>{path}</code> {message}
            </div>
          ))}
        </ProblemAlert>
      )}
      {form.error && <ProblemAlert error={form.error} onRetry={() => void form.refetch()} />}
      {form.isPending && <Skeleton h={160} />}
      {form.data && form.data.clears !== null && (
        <Alert variant="light" color="orange" title="You vouch for what you complete">
          {form.data.clears.labels.map((label) => (
            <Text key={label} size="sm">
              {vouching[label] ?? label}: {form.data.clears?.variables.join(', ')}
            </Text>
          ))}
        </Alert>
      )}
      {form.data && form.data.schema === null && (
        <Group>
          <Button loading={complete.isPending} disabled={locked} onClick={() => submit({})}>
            Complete
          </Button>
        </Group>
      )}
      {form.data && form.data.schema !== null && (
        <FormView
          schema={form.data.schema}
          data={form.data.variables}
          readOnly={locked}
          busy={complete.isPending}
          submitLabel="Complete"
          onSubmit={submit}
        />
      )}
    </Stack>
  )
}
