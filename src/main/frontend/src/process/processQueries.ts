import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type Instance, type JsonObject, type ProcessDetail, type ProcessSummary } from '../api'

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
