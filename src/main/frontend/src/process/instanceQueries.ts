import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { client, unwrap, type Incident, type Instance, type InstanceState, type JsonObject, type RetryResult, type SkippedResult, type TimelineEntry } from '../api'
import { pollEvery } from '../live'
import { withoutUndefined } from '../ui'
import type { InstanceFilters } from './filters'

interface Page<T> {
  items: T[]
  next: string | null
}

const livePoll = 2_000
const listPoll = 5_000

/** Whether an instance may still change by itself. */
export function isLive(state: InstanceState): boolean {
  switch (state) {
    case 'running':
    case 'waiting':
      return true
    case 'completed':
    case 'failed':
    case 'cancelled':
      return false
  }
}

export function useInstances(filters: InstanceFilters): UseInfiniteQueryResult<InfiniteData<Page<Instance>>> {
  return useInfiniteQuery({
    queryKey: ['instances', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/instances', {
          params: {
            query: withoutUndefined({
              processKey: filters.process,
              businessKeyPrefix: filters.businessKey,
              variable: filters.variable,
              value: filters.variable === undefined ? undefined : (filters.value ?? ''),
              version: filters.version === undefined || filters.process === undefined ? undefined : Number(filters.version),
              activity: filters.activity,
              state: filters.state === undefined ? undefined : [filters.state],
              page: pageParam ?? undefined,
            }),
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
    refetchInterval: pollEvery(listPoll),
  })
}

export function useInstance(id: string): UseQueryResult<Instance> {
  return useQuery({
    queryKey: ['instances', id],
    queryFn: ({ signal }) => unwrap(client.GET('/api/instances/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data === undefined || query.state.data.endedAt === null ? livePoll : false),
  })
}

/** All entries, oldest first. `live` keeps asking for more. */
export function useTimeline(instanceId: string, live: boolean): UseQueryResult<TimelineEntry[]> {
  return useQuery({
    // The last answer before the end may miss the last entries: `live` in the key asks once more.
    queryKey: ['instances', instanceId, 'timeline', { live }],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/api/instances/{id}/timeline', { params: { path: { id: instanceId } }, signal }))).items,
    placeholderData: (previous) => previous,
    refetchInterval: live ? livePoll : false,
  })
}

export function useIncidents(instanceId: string): UseQueryResult<Incident[]> {
  return useQuery({
    queryKey: ['incidents', 'of', instanceId],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/incidents', { params: { query: { instanceId } }, signal }))).items,
    refetchInterval: pollEvery(livePoll),
  })
}

/**
 * Tries one again and waits for what becomes of it.
 *
 * @param onResolved told even where the incident has left the page meanwhile
 */
export function useRetryIncident(instanceId: string, onResolved: () => void): UseMutationResult<RetryResult, Error, string> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id) => unwrap(client.POST('/api/incidents/{id}/retry', { params: { path: { id }, query: { wait: 10 } } })),
    onSuccess: ({ outcome }) => {
      if (outcome === 'resolved') {
        onResolved()
      }
    },
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['incidents'] }), queries.invalidateQueries({ queryKey: ['instances', instanceId] })]),
  })
}

/** What an operator has to give in the place of its result. */
export function useSkippedResult(id: string): UseQueryResult<SkippedResult> {
  return useQuery({
    queryKey: ['incidents', id, 'skip'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/incidents/{id}/skip', { params: { path: { id } }, signal })),
    retry: false,
  })
}

/** @param onSkipped told even where the incident has left the page meanwhile */
export function useSkipIncident({ id, instanceId }: Incident, onSkipped: () => void): UseMutationResult<void, Error, { result: unknown; reason: string }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ result, reason }) => {
      await unwrap(client.POST('/api/incidents/{id}/skip', { params: { path: { id } }, body: { result: result as JsonObject, reason } }))
    },
    onSuccess: () => {
      onSkipped()
      return Promise.all([queries.invalidateQueries({ queryKey: ['incidents'] }), queries.invalidateQueries({ queryKey: ['instances', instanceId] })])
    },
  })
}

export function useCancelInstance(id: string): UseMutationResult<void, Error, { reason: string }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ reason }) => {
      await unwrap(client.DELETE('/api/instances/{id}', { params: { path: { id }, query: { reason } } }))
    },
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['instances'] }),
        queries.invalidateQueries({ queryKey: ['tasks'] }),
        queries.invalidateQueries({ queryKey: ['processes'], exact: true }),
      ])
    },
  })
}
