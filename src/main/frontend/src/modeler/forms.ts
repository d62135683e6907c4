import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { ApiProblem, client, unwrap, type FormDefinition, type FormSummary } from '../api'

export function useForms(): UseQueryResult<readonly FormSummary[]> {
  return useQuery({
    queryKey: ['forms'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/forms', { signal }))).items,
    staleTime: 60_000,
  })
}

/** The form that a process would get; null where there is none of this name. */
export async function readForm(key: string, processKey: string | null, signal?: AbortSignal): Promise<FormDefinition | null> {
  try {
    return await unwrap(
      client.GET('/api/forms/{key}', {
        params: { path: { key }, query: processKey === null ? {} : { processKey } },
        ...(signal === undefined ? {} : { signal }),
      }),
    )
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) {
      return null
    }
    throw error
  }
}
