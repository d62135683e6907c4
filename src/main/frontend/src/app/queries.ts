import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../api'
import { meQuery } from '../identity'
import { serverAnswered } from './reachable'

const mostRetries = 2

export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: watch, onSuccess: () => serverAnswered(true) }),
    mutationCache: new MutationCache({ onError: watch, onSuccess: () => serverAnswered(true) }),
    defaultOptions: {
      mutations: { networkMode: 'always' },
      queries: {
        // The browser's own idea of being offline says nothing about a server on this machine or network.
        networkMode: 'always',
        staleTime: 1_000,
        // What the server refused it refuses again; only a missing answer is worth another try.
        retry: (failures, error) => failures < mostRetries && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
        retryDelay: 500,
      },
    },
  })

  function watch(error: Error): void {
    if (!(error instanceof ApiProblem)) {
      return
    }
    serverAnswered(error.code !== 'unreachable')
    if (error.status === 401 && error.code !== 'bad-credentials') {
      queries.setQueryData(meQuery.queryKey, null)
    }
  }

  return queries
}
