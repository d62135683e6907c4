import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { pollEvery } from '../live'
import { client, unwrap, type Instance, type JsonObject, type ProcessDetail, type ProcessStatistics, type ProcessSummary, type Readiness } from '../api'

export function useProcesses(): UseQueryResult<ProcessSummary[]> {
  return useQuery({
    queryKey: ['processes'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/processes', { signal }))).items,
    refetchInterval: 30_000,
  })
}

export function useProcess(key: string): UseQueryResult<ProcessDetail> {
  return useQuery({
    queryKey: ['processes', key],
    queryFn: ({ signal }) => unwrap(client.GET('/api/processes/{key}', { params: { path: { key } }, signal })),
  })
}

export function useBpmn(key: string, version: number): UseQueryResult<string> {
  return useQuery({
    queryKey: ['processes', key, 'bpmn', version],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/processes/{key}/bpmn', { params: { path: { key }, query: { version } }, parseAs: 'text', signal })),
    // A deployed version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useReadiness(key: string, version: number | null): UseQueryResult<Readiness> {
  return useQuery({
    queryKey: ['processes', key, 'readiness', version],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/processes/{key}/readiness', { params: { path: { key }, query: version === null ? {} : { version } }, signal })),
  })
}

/** Of the last days. */
export function useStatistics(key: string, version: number, days: number): UseQueryResult<ProcessStatistics> {
  return useQuery({
    queryKey: ['processes', key, 'statistics', version, days],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/processes/{key}/statistics', {
          params: { path: { key }, query: { version, from: new Date(Date.now() - days * 86_400_000).toISOString() } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
    refetchInterval: pollEvery(30_000),
  })
}

export interface Open {
  count: number
  /** Whether there are more than were counted. */
  more: boolean
}

export function useOpenInstances(key: string, version: number): UseQueryResult<Open> {
  return useQuery({
    queryKey: ['instances', 'counts', key, version],
    queryFn: async ({ signal }) => {
      const { items } = await unwrap(client.GET('/api/instances/counts', { params: { query: { processKey: key, version } }, signal }))
      const open = items.filter(({ state }) => state === 'running' || state === 'waiting')
      return { count: open.reduce((sum, { total }) => sum + total, 0), more: open.some(({ more }) => more) }
    },
  })
}

export interface StartRequest {
  /** The same key starts one instance, however often a lost answer makes the browser ask. */
  idempotencyKey: string
  businessKey: string | null
  variables: JsonObject
}

export function useStartInstance(key: string): UseMutationResult<Instance, Error, StartRequest> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ idempotencyKey, businessKey, variables }) =>
      unwrap(
        client.POST('/api/processes/{key}/instances', {
          params: { path: { key }, header: { 'Idempotency-Key': idempotencyKey } },
          body: { variables, ...(businessKey === null ? {} : { businessKey }) },
        }),
      ),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['processes'], exact: true }),
        queries.invalidateQueries({ queryKey: ['processes', key], exact: true }),
        queries.invalidateQueries({ queryKey: ['instances'] }),
        queries.invalidateQueries({ queryKey: ['tasks'] }),
      ])
    },
  })
}
