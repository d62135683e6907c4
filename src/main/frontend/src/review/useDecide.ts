import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { client, unwrap, type Decision } from '../api'
import { taskDone } from '../process'

export function useDecide(taskId: string): UseMutationResult<void, Error, Decision> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body) => {
      await unwrap(client.POST('/api/tasks/{id}/decision', { params: { path: { id: taskId } }, body }))
    },
    onSuccess: () => taskDone(queries),
  })
}
