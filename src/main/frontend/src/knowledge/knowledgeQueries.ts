import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type KnowledgeAnswer, type KnowledgeCollection, type KnowledgeDocument } from '../api'
import { withoutUndefined } from '../ui'

/** It has begun once, and is not at its end. */
export function isUnderWay({ standing }: KnowledgeCollection): boolean {
  return standing.startedAt !== null && standing.endedAt === null
}

/** Asked for again and again while something is taken in. */
export function useCollections(): UseQueryResult<KnowledgeCollection[]> {
  return useQuery({
    queryKey: ['knowledge', 'collections'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/knowledge/collections', { signal }))).items,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) === true ? 1_000 : 30_000),
  })
}

interface Page {
  items: KnowledgeDocument[]
  next: string | null
}

export function useDocuments(name: string): UseInfiniteQueryResult<InfiniteData<Page>> {
  return useInfiniteQuery({
    queryKey: ['knowledge', 'documents', name],
    queryFn: ({ pageParam, signal }) =>
      unwrap(client.GET('/api/knowledge/collections/{name}/documents', { params: { path: { name }, query: withoutUndefined({ page: pageParam ?? undefined }) }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 5_000,
  })
}

/** Shown soon after: what has begun may not have said so yet. */
function useLookAgain(): () => void {
  const queries = useQueryClient()
  return () => void setTimeout(() => void queries.invalidateQueries({ queryKey: ['knowledge'] }), 1_000)
}

export function useIngest(): UseMutationResult<unknown, Error, string> {
  const lookAgain = useLookAgain()
  return useMutation({
    mutationFn: (name) => unwrap(client.POST('/api/knowledge/collections/{name}/ingestions', { params: { path: { name } } })),
    onSuccess: lookAgain,
  })
}

export function useUpload(name: string): UseMutationResult<unknown, Error, File> {
  const lookAgain = useLookAgain()
  return useMutation({
    mutationFn: (file) =>
      unwrap(
        client.POST('/api/knowledge/collections/{name}/documents', {
          params: { path: { name } },
          // The description says text where a browser has a file.
          body: { file: file.name },
          bodySerializer: () => {
            const form = new FormData()
            form.append('file', file, file.name)
            return form
          },
        }),
      ),
    onSuccess: lookAgain,
  })
}

export function useRemove(name: string): UseMutationResult<unknown, Error, string> {
  const lookAgain = useLookAgain()
  return useMutation({
    mutationFn: (key) => unwrap(client.DELETE('/api/knowledge/collections/{name}/documents', { params: { path: { name }, query: { key } } })),
    onSuccess: lookAgain,
  })
}

export function useSearch(): UseMutationResult<KnowledgeAnswer, Error, string> {
  return useMutation({
    mutationFn: (query) => unwrap(client.POST('/api/knowledge/search', { body: { query, collections: null, limit: null } })),
  })
}
