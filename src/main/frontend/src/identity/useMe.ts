import { queryOptions, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { ApiProblem, client, postForm, unwrap, type Me, type SignInMethod } from '../api'

/** Who is signed in; `null` means nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await unwrap(client.GET('/api/me', { signal }))
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) {
        return null
      }
      throw error
    }
  },
  staleTime: 60_000,
  refetchInterval: (query) => (query.state.status === 'error' ? 3_000 : 60_000),
})

export function useMe(): UseQueryResult<Me | null> {
  return useQuery(meQuery)
}

/** Whether there is a form, or a place to go to. */
export function useSignInMethod(): UseQueryResult<SignInMethod> {
  return useQuery({
    queryKey: ['sign-in'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/sign-in', { signal })),
    staleTime: Infinity,
  })
}

export interface Credentials {
  username: string
  password: string
}

export function useSignIn(): UseMutationResult<Me, Error, Credentials> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ username, password }) => {
      await postForm('/login', { username, password })
      return unwrap(client.GET('/api/me'))
    },
    onSuccess: (me) => {
      // What another person was allowed to see must not show through.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== meQuery.queryKey[0] })
      queries.setQueryData(meQuery.queryKey, me)
    },
  })
}

export function useSignOut(): UseMutationResult<string, Error, void> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => postForm('/logout', {}),
    onSuccess: async (elsewhere) => {
      if (elsewhere !== '') {
        // Signed out here; there it ends as well.
        location.assign(elsewhere)
        return
      }
      queries.setQueryData(meQuery.queryKey, null)
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== meQuery.queryKey[0] })
      // A fresh answer brings the CSRF cookie for the next sign-in.
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    },
  })
}
