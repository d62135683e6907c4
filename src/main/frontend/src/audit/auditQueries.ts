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
