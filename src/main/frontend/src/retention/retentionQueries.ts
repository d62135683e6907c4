import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type ArchivedBundle, type Erasure, type LegalHold, type Retention } from '../api'
import { withoutUndefined } from '../ui'

/** Asked for again and again while something is cleared away. */
export function useRetention(): UseQueryResult<Retention> {
  return useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/retention', { signal })),
    refetchInterval: ({ state }) => (state.data?.run?.endedAt === null ? 2_000 : 30_000),
  })
}

export function useRunRetention(): UseMutationResult<unknown, Error, void> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(client.POST('/api/retention/run')),
    // It has begun, but may not have said so yet.
    onSuccess: () => void setTimeout(() => void queries.invalidateQueries({ queryKey: ['retention'] }), 1_000),
  })
}

export function useHolds(): UseQueryResult<LegalHold[]> {
  return useQuery({
    queryKey: ['legal-holds'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/legal-holds', { signal }))).items,
  })
}

export function useHoldsOf(instance: string): UseQueryResult<LegalHold[]> {
  return useQuery({
    queryKey: ['legal-holds', instance],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/instances/{id}/legal-hold', { params: { path: { id: instance } }, signal }))).items,
  })
}

export interface HeldBy {
  reason: string
  instance?: string | undefined
  processKey?: string | undefined
  businessKey?: string | undefined
}

export function usePlaceHold(): UseMutationResult<unknown, Error, HeldBy> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ instance, processKey, businessKey, reason }: HeldBy) =>
      instance === undefined
        ? unwrap(client.POST('/api/legal-holds', { body: { processKey: processKey ?? null, businessKey: businessKey ?? null, reason } }))
        : unwrap(client.PUT('/api/instances/{id}/legal-hold', { params: { path: { id: instance } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['legal-holds'] }),
  })
}

export function useLiftHold(): UseMutationResult<unknown, Error, { id: string; reason: string }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }) => unwrap(client.DELETE('/api/legal-holds/{id}', { params: { path: { id }, query: { reason } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['legal-holds'] }),
  })
}

/** Null where nothing was erased. */
export function useErasureOf(instance: string, ended: boolean): UseQueryResult<Erasure | null> {
  return useQuery({
    queryKey: ['erasure', instance],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/instances/{id}/erasure', { params: { path: { id: instance } }, signal }))).items[0] ?? null,
    enabled: ended,
  })
}

/** Everything that is shown of the instance may have said something. */
export function useErase(): UseMutationResult<unknown, Error, { instance: string; reason: string }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ instance, reason }) => unwrap(client.POST('/api/instances/{id}/erasure', { params: { path: { id: instance } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries(),
  })
}

interface Page {
  items: ArchivedBundle[]
  next: string | null
}

export function useArchive(): UseInfiniteQueryResult<InfiniteData<Page>> {
  return useInfiniteQuery({
    queryKey: ['archive'],
    queryFn: ({ pageParam, signal }) => unwrap(client.GET('/api/archive', { params: { query: withoutUndefined({ page: pageParam ?? undefined }) }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}
