import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type Substitute } from '../api'

/** One's own, and whom one stands in for. */
export function useSubstitutes(): UseQueryResult<Substitute[]> {
  return useQuery({
    queryKey: ['substitutes'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/substitutes', { signal }))).items,
  })
}

export interface Absence {
  substitute: string
  from: string | null
  until: string
}

export function useNameSubstitute(): UseMutationResult<Substitute, Error, Absence> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (absence) => unwrap(client.POST('/api/substitutes', { body: absence })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['substitutes'] }),
  })
}

export function useWithdrawSubstitute(): UseMutationResult<void, Error, string> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (id) => {
      await unwrap(client.DELETE('/api/substitutes/{id}', { params: { path: { id } } }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['substitutes'] }),
  })
}

export function useAllowSubstitute(): UseMutationResult<Substitute, Error, string> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id) => unwrap(client.POST('/api/substitutes/{id}/allow', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['substitutes'] }),
  })
}
