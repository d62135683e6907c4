import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { asProblem, client, unwrap, type ItemResult, type JsonObject, type Task, type TaskComment, type TaskCount, type TaskDraft, type TaskForm } from '../api'
import { pollEvery } from '../live'
import { withoutUndefined } from '../ui'
import type { InboxFilters } from './filters'

interface TaskPage {
  items: Task[]
  next: string | null
}

const inboxPoll = 4_000
const countsPoll = 15_000

export function useTasks(filters: InboxFilters): UseInfiniteQueryResult<InfiniteData<TaskPage>> {
  const { scope = 'candidate', q, process, kind, due, sort } = filters
  const zone = due === 'today' ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined
  return useInfiniteQuery({
    queryKey: ['tasks', 'list', { scope, q, process, kind, due, sort }],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/tasks', {
          params: { query: { scope, ...withoutUndefined({ q, processKey: process, kind, due, sort, zone, page: pageParam ?? undefined }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
    refetchInterval: pollEvery(inboxPoll),
  })
}

export function useTaskCounts(): UseQueryResult<TaskCount[]> {
  return useQuery({
    queryKey: ['tasks', 'list', 'counts'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/tasks/counts', { signal }))).items,
    refetchInterval: pollEvery(countsPoll),
  })
}

export function useTask(id: string): UseQueryResult<Task> {
  return useQuery({
    queryKey: ['tasks', id],
    queryFn: ({ signal }) => unwrap(client.GET('/api/tasks/{id}', { params: { path: { id } }, signal })),
  })
}

export function useTaskForm(id: string): UseQueryResult<TaskForm> {
  return useQuery({
    queryKey: ['tasks', id, 'form'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/tasks/{id}/form', { params: { path: { id } }, signal })),
    // A refetch would throw away what the person has typed.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

export function useClaimTask(id: string): UseMutationResult<Task, Error, void> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(client.POST('/api/tasks/{id}/claim', { params: { path: { id } } })),
    onSuccess: (task) => taskChanged(queries, task),
  })
}

export function useUnclaimTask(id: string): UseMutationResult<Task, Error, void> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(client.POST('/api/tasks/{id}/unclaim', { params: { path: { id } } })),
    onSuccess: (task) => taskChanged(queries, task),
  })
}

export function useCompleteTask(id: string): UseMutationResult<void, Error, { variables: JsonObject }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body) => {
      await unwrap(client.POST('/api/tasks/{id}/complete', { params: { path: { id } }, body }))
    },
    onSuccess: () => taskDone(queries),
  })
}

export function useBulkWork(): UseMutationResult<ItemResult[], Error, { action: 'claim' | 'unclaim'; ids: string[] }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body) => (await unwrap(client.POST('/api/tasks/bulk', { body }))).items,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  })
}

export type HandOver = { how: 'reassign'; to: string } | { how: 'delegate'; to: string; comment: string } | { how: 'resolve'; comment: string }

export function useHandOver(id: string): UseMutationResult<void, Error, HandOver> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (request) => {
      const params = { path: { id } }
      switch (request.how) {
        case 'reassign':
          await unwrap(client.POST('/api/tasks/{id}/reassign', { params, body: { to: request.to } }))
          break
        case 'delegate':
          await unwrap(client.POST('/api/tasks/{id}/delegate', { params, body: { to: request.to, ...said(request.comment) } }))
          break
        case 'resolve':
          await unwrap(client.POST('/api/tasks/{id}/resolve', { params, body: said(request.comment) }))
      }
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  })
}

function said(comment: string): { comment?: string } {
  return comment.trim() === '' ? {} : { comment: comment.trim() }
}

export function useComments(id: string): UseQueryResult<TaskComment[]> {
  return useQuery({
    queryKey: ['tasks', id, 'comments'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/tasks/{id}/comments', { params: { path: { id } }, signal }))).items,
    refetchInterval: pollEvery(countsPoll),
  })
}

export function useComment(id: string): UseMutationResult<void, Error, string> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (comment) => {
      await unwrap(client.POST('/api/tasks/{id}/comments', { params: { path: { id } }, body: { comment } }))
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tasks', id, 'comments'] }),
  })
}

/** Null where nothing is kept. */
export function useDraft(id: string): UseQueryResult<TaskDraft | null> {
  return useQuery({
    queryKey: ['tasks', id, 'draft'],
    queryFn: async ({ signal }) => {
      try {
        return await unwrap(client.GET('/api/tasks/{id}/draft', { params: { path: { id } }, signal }))
      } catch (error) {
        if (asProblem(error).code === 'draft-not-found') {
          return null
        }
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/** Without a word to the lists: nobody else sees a draft. */
export function useSaveDraft(id: string): UseMutationResult<void, Error, JsonObject> {
  return useMutation({
    mutationFn: async (variables) => {
      await unwrap(client.PUT('/api/tasks/{id}/draft', { params: { path: { id } }, body: { variables } }))
    },
  })
}

async function taskChanged(queries: QueryClient, task: Task): Promise<void> {
  queries.setQueryData(['tasks', task.id], task)
  await queries.invalidateQueries({ queryKey: ['tasks', 'list'] })
}

/** After a task is decided or completed: the lists and everything its instance shows. The task itself is gone. */
export async function taskDone(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['tasks', 'list'] }),
    queries.invalidateQueries({ queryKey: ['instances'] }),
    queries.invalidateQueries({ queryKey: ['processes'], exact: true }),
  ])
}
