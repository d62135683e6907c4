import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type Alert, type AlertFiring, type AlertRule } from '../../api'
import type { FigureId } from '../figures'
import type { Unit } from '../format'

/** Rules are held against their figures twice a minute. */
const refresh = 15_000

export function useAlerts(): UseQueryResult<Alert[]> {
  return useQuery({
    queryKey: ['alerts'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/alerts', { signal }))).items,
    refetchInterval: refresh,
  })
}

/** The last times it was raised, the latest first. */
export function useFirings(name: string): UseQueryResult<AlertFiring[]> {
  return useQuery({
    queryKey: ['alerts', name, 'firings'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/alerts/{name}/firings', { params: { path: { name } }, signal }))).items,
  })
}

/** What each figure is counted in. */
export function useUnits(): UseQueryResult<ReadonlyMap<string, Unit>> {
  return useQuery({
    queryKey: ['monitoring', 'units'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/monitoring', { params: { query: { from: new Date(Date.now() - 3_600_000).toISOString() } }, signal })),
    select: ({ categories }) => new Map(categories.flatMap(({ figures }) => figures.map(({ id, unit }): [FigureId, Unit] => [id, unit]))),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

interface Named {
  name: string
}

export function useSaveAlert(): UseMutationResult<Alert, Error, Named & { rule: AlertRule }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, rule }) => unwrap(client.PUT('/api/alerts/{name}', { params: { path: { name } }, body: rule })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  })
}

export function useDeleteAlert(): UseMutationResult<unknown, Error, Named> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name }) => unwrap(client.DELETE('/api/alerts/{name}', { params: { path: { name } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  })
}

export function useSilenceAlert(): UseMutationResult<unknown, Error, Named & { until: string | null }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, until }) => unwrap(client.PUT('/api/alerts/{name}/silence', { params: { path: { name } }, body: { until } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  })
}
