import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type IncidentGroup, type RetryResult } from '../api'
import { pollEvery } from '../live'

/** What failed, by cause. */
export function useIncidentGroups(processKey: string | null): UseQueryResult<IncidentGroup[]> {
  return useQuery({
    queryKey: ['incidents', 'groups', processKey],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/incidents/groups', { params: { query: processKey === null ? {} : { processKey } }, signal }))).items,
    placeholderData: (previous) => previous,
    refetchInterval: pollEvery(10_000),
  })
}

export interface Progress {
  /** Of all that were tried so far. */
  results: readonly RetryResult[]
  left: number
}

/** Tries a whole group again, batch by batch; what was not tried is still open if this is broken off. */
export function useRetryGroup(onProgress: (progress: Progress) => void): UseMutationResult<Progress, Error, string> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (id) => {
      let progress: Progress = { results: [], left: 0 }
      let before: string | undefined
      do {
        const batch = await unwrap(client.POST('/api/incidents/groups/{id}/retry', { params: { path: { id }, query: { wait: 10, ...(before === undefined ? {} : { before }) } } }))
        progress = { results: [...progress.results, ...batch.results], left: batch.left }
        before = batch.before
        onProgress(progress)
        if (batch.results.length === 0) {
          break
        }
      } while (progress.left > 0)
      return progress
    },
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['incidents'] }), queries.invalidateQueries({ queryKey: ['instances'] })]),
  })
}
