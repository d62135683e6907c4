import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { client, unwrap, type AuditEntry } from '../api'
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
            query: withoutUndefined({
              type: filters.type,
              actor: filters.actor,
              instanceId: filters.instance,
              from: filters.from === undefined ? undefined : beginOf(filters.from),
              to: filters.to === undefined ? undefined : endOf(filters.to),
              page: pageParam ?? undefined,
            }),
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}
