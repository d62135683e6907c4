import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type AuditEntry, type AuditVerificationRun } from '../api'
import { beginOf, endOf, withoutUndefined } from '../ui'
import type { AuditFilters } from './filters'

interface Page {
  items: AuditEntry[]
  next: string | null
}

/** Newest first. */
export function useAudit(filters: AuditFilters): UseInfiniteQueryResult<InfiniteData<Page>> {
  return useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/audit', {
          params: {
            query: withoutUndefined({ ...parameters(filters), page: pageParam ?? undefined }),
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}

const watchEvery = 1_000
const verifications = ['audit', 'verifications']

/** Of the whole trail, whoever asked for it; it may be under way. */
export function useLatestVerification(): UseQueryResult<AuditVerificationRun | undefined> {
  return useQuery({
    queryKey: verifications,
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/audit/verifications', { signal }))).items,
    select: (runs) => runs[0],
    refetchInterval: ({ state }) => (state.data?.[0]?.state === 'running' ? watchEvery : false),
  })
}

export function useVerifyTrail(): UseMutationResult<AuditVerificationRun, Error, void> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(client.POST('/api/audit/verifications')),
    // Also where somebody else was first: then theirs is shown.
    onSettled: () => queries.invalidateQueries({ queryKey: verifications }),
  })
}

/** Where the same entries are had as one file. */
export function exportPath(filters: AuditFilters): string {
  const query = new URLSearchParams(Object.entries(withoutUndefined(parameters(filters))).map(([name, value]) => [name, value]))
  return `/api/audit/export?${query.toString()}`
}

function parameters({ type, actor, instance, from, to }: AuditFilters): Partial<Record<'type' | 'actor' | 'instanceId' | 'from' | 'to', string | undefined>> {
  return {
    type,
    actor,
    instanceId: instance,
    from: from === undefined ? undefined : beginOf(from),
    to: to === undefined ? undefined : endOf(to),
  }
}
