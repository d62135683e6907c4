import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap } from '../api'

/** Whether one is told by mail of new tasks. */
export function useByMail(): UseQueryResult<boolean> {
  return useQuery({
    queryKey: ['notifications', 'own'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/me/notifications', { signal }))).mail,
  })
}

export function useSetByMail(): UseMutationResult<void, Error, boolean> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (mail) => {
      await unwrap(client.PUT('/api/me/notifications', { body: { mail } }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['notifications', 'own'] }),
  })
}
