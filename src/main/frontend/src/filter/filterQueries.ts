import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type SavedFilter } from '../api'

export type FilteredList = SavedFilter['list']

/** One's own, by name. */
export function useSavedFilters(list: FilteredList): UseQueryResult<SavedFilter[]> {
  return useQuery({
    queryKey: ['filters'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/me/filters', { signal }))).items,
    select: (all) => all.filter((filter) => filter.list === list),
    staleTime: 60_000,
  })
}

export function useSaveFilter(list: FilteredList): UseMutationResult<SavedFilter, Error, { name: string; query: string }> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, query }) => unwrap(client.PUT('/api/me/filters/{name}', { params: { path: { name } }, body: { list, query } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['filters'] }),
  })
}

export function useDeleteFilter(): UseMutationResult<void, Error, string> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (name) => {
      await unwrap(client.DELETE('/api/me/filters/{name}', { params: { path: { name } } }))
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['filters'] }),
  })
}
