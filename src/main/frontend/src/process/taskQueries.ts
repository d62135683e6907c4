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
import { client, unwrap, type JsonObject, type Task, type TaskForm } from '../api'
import { withoutUndefined, type InboxFilters } from './filters'

interface TaskPage {
  items: Task[]
  next: string | null
}

const inboxPoll = 4_000

export function useTasks(filters: InboxFilters): UseInfiniteQueryResult<InfiniteData<TaskPage>> {
  const { scope = 'candidate', q, process, kind } = filters
  return useInfiniteQuery({
    queryKey: ['tasks', 'list', { scope, q, process, kind }],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/tasks', {
          params: { query: { scope, ...withoutUndefined({ q, processKey: process, kind, page: pageParam ?? undefined }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
    refetchInterval: inboxPoll,
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
