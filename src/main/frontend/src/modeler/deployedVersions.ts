import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type ProcessDetail } from '../api'

/** What is deployed: the starting point of most changes. */

export function useDeployed(key: string | null): UseQueryResult<ProcessDetail> {
  return useQuery({
    queryKey: ['processes', key],
    queryFn: ({ signal }) => unwrap(client.GET('/api/processes/{key}', { params: { path: { key: key ?? '' } }, signal })),
    enabled: key !== null,
  })
}

export function useDiagram(key: string | null, version: number | null): UseQueryResult<string> {
  return useQuery({
    queryKey: ['processes', key, 'bpmn', version],
    queryFn: ({ signal }) => readDiagram(key ?? '', version ?? 0, signal),
    enabled: key !== null && version !== null,
    // A deployed version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function readDiagram(key: string, version: number, signal?: AbortSignal): Promise<string> {
  return unwrap(client.GET('/api/processes/{key}/bpmn', { params: { path: { key }, query: { version } }, parseAs: 'text', ...(signal === undefined ? {} : { signal }) }))
}
