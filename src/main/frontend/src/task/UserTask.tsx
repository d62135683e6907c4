import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMemo, type ReactElement } from 'react'
import { rich, t } from '../i18n'
import { asProblem, type JsonObject, type Task } from '../api'
import { fileAccess, fileFields, FormView, useTaskFiles, withFiles } from '../process'
import { ProblemAlert, RelativeTime } from '../ui'
import { TaskHeader } from './TaskHeader'
import { useCompleteTask, useDraft, useSaveDraft, useTaskForm } from './taskQueries'

interface Props {
  task: Task
  /** The signed-in user's name, to tell one's own tasks. */
  userName: string
  onDone: (task: Task) => void
}

/** What it means to take a label off. */
const vouching: Record<string, string> = {
  untrusted: t('Agents may trust the text of'),
  confidential: t('This need no longer be kept confidential'),
}

export default function UserTask({ task, userName, onDone }: Props): ReactElement {
  const form = useTaskForm(task.id)
  const draft = useDraft(task.id)
  const fields = useMemo(() => fileFields(form.data?.schema), [form.data])
  const waiting = useTaskFiles(task.id, fields.length > 0)
  const files = useMemo(() => fileAccess({ task: task.id }), [task.id])
  const save = useSaveDraft(task.id)
  const keep = useDebouncedCallback((variables: JsonObject) => save.mutate(variables), { delay: 1_000, flushOnUnmount: true })
  const complete = useCompleteTask(task.id)
  const mine = task.assignee === userName
  const takenByOther = task.assignee !== null && !mine
  const locked = takenByOther || !task.mayDecide

  const submit = (variables: JsonObject): void => {
    complete.mutate(
      { variables },
      {
        onSuccess: () => {
          notifications.show({ color: 'teal', message: t('“{name}” is done.', { name: task.name }) })
          onDone(task)
        },
      },
    )
  }
  const failed = complete.error
  // The same as long as nothing was read anew: a form that is drawn again forgets what was typed.
  const data = useMemo(() => {
    if (form.data === undefined || draft.data === undefined || (fields.length > 0 && waiting.data === undefined)) {
      return null
    }
    const { variables } = form.data
    return withFiles(draft.data === null ? variables : merged(variables, draft.data.variables), variables, waiting.data ?? [], fields)
  }, [form.data, draft.data, waiting.data, fields])

  return (
    <Stack gap="md" pb="md">
      <TaskHeader task={task} />
      {!task.mayDecide && (
        <Text size="sm">{takenByOther ? t('Claimed by {assignee}.', { assignee: task.assignee }) : (task.refusal ?? t('You can look at this task; completing it is up to others.'))}</Text>
      )}
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
      {waiting.error && <ProblemAlert error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {form.isPending && <Skeleton h={160} />}
      {form.data && form.data.clears !== null && (
        <Alert variant="light" color="orange" title={t('You vouch for what you complete')}>
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
            {t('Complete')}
          </Button>
        </Group>
      )}
      {form.data && form.data.schema !== null && data !== null && (
        <>
          <FormView
            schema={form.data.schema}
            data={data}
            readOnly={locked}
            busy={complete.isPending}
            submitLabel={t('Complete')}
            onSubmit={submit}
            onChange={keep}
            files={files}
          />
          <Text size="xs" c="dimmed" role="status">
            {save.isSuccess ? t('Draft kept, for you alone.') : !draft.data ? '' : rich('Your draft of {when}.', { when: <RelativeTime at={draft.data.savedAt} /> })}
          </Text>
        </>
      )}
    </Stack>
  )
}

/** A draft holds the form's own fields, and may leave out some of a variable's. */
function merged(variables: JsonObject, draft: JsonObject): JsonObject {
  return Object.fromEntries([
    ...Object.entries(variables),
    ...Object.entries(draft).map(([name, value]) => {
      const before = variables[name]
      return [name, isObject(before) && isObject(value) ? merged(before, value) : value]
    }),
  ]) as JsonObject
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
