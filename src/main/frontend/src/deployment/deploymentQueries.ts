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
import { client, multipart, unwrap, type Deployment, type DeploymentCheck, type DeploymentDetail, type DeploymentResult, type Migration } from '../api'

interface Page {
  items: Deployment[]
  next: string | null
}

/** The newest first. */
export function useDeployments(processKey: string | null): UseInfiniteQueryResult<InfiniteData<Page>> {
  return useInfiniteQuery({
    queryKey: ['deployments', 'list', processKey],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/deployments', {
          params: { query: { ...(processKey === null ? {} : { processKey }), ...(pageParam === null ? {} : { page: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}

export function useDeployment(id: string): UseQueryResult<DeploymentDetail> {
  return useQuery({
    queryKey: ['deployments', id],
    queryFn: ({ signal }) => unwrap(client.GET('/api/deployments/{id}', { params: { path: { id } }, signal })),
  })
}

export function useCheckFiles(): UseMutationResult<DeploymentCheck, Error, readonly File[]> {
  return useMutation({
    mutationFn: (files) => unwrap(client.POST('/api/deployments/check', multipart(files))),
  })
}

export interface DeployRequest {
  files: readonly File[]
  comment: string
}

export function useDeploy(): UseMutationResult<DeploymentResult, Error, DeployRequest> {
  const changed = useChanged()
  return useMutation({
    mutationFn: ({ files, comment }) =>
      unwrap(client.POST('/api/deployments', { params: { query: { comment } }, ...multipart(files) })),
    onSuccess: changed,
  })
}

export function useRollBack(id: string): UseMutationResult<DeploymentResult, Error, { comment: string }> {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body) => unwrap(client.POST('/api/deployments/{id}/rollback', { params: { path: { id } }, body })),
    onSuccess: changed,
  })
}

export interface MigrateRequest {
  fromVersion: number
  toVersion: number
  dryRun: boolean
  reason: string
}

/**
 * Of a dry run or of the real one: what became of each instance, through all pages.
 *
 * @param onProgress told how many have been looked at
 */
export function useMigrate(processKey: string, onProgress: (done: number) => void): UseMutationResult<Migration['items'], Error, MigrateRequest> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (request) => {
      const items: Migration['items'] = []
      let after: string | null = null
      onProgress(0)
      do {
        const page: Migration = await unwrap(
          client.POST('/api/processes/{key}/migrations', { params: { path: { key: processKey } }, body: { ...request, after } }),
        )
        items.push(...page.items)
        onProgress(items.length)
        after = page.next
      } while (after !== null)
      return items
    },
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries({ queryKey: ['instances'] })),
  })
}

function useChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([queries.invalidateQueries({ queryKey: ['deployments'] }), queries.invalidateQueries({ queryKey: ['processes'] })])
  }
}
