import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { client, unwrap, type Decision, type Task } from '../api'
import { taskDone } from '../task'

interface Decide {
  decide: UseMutationResult<void, Error, Decision>
  /** Sends a decision; once it is taken the person is told so and led on, unless they have left by then. */
  send: (decision: Decision, message: string) => void
}

export function useDecide(task: Task, onDone: (task: Task) => void): Decide {
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: async (body: Decision): Promise<void> => {
      await unwrap(client.POST('/api/tasks/{id}/decision', { params: { path: { id: task.id } }, body }))
    },
    onSuccess: () => taskDone(queries),
  })
  const send = (decision: Decision, message: string): void => {
    decide.mutate(decision, {
      onSuccess: () => {
        notifications.show({ color: decision.decision === 'reject' ? 'gray' : 'teal', message })
        onDone(task)
      },
    })
  }
  return { decide, send }
}
