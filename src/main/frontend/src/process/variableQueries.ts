import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { ApiProblem, client, unwrap, type Variable, type VariableHistory } from '../api'
import { t } from '../i18n'
import { pollEvery } from '../live'

export function useVariables(instanceId: string, live: boolean): UseQueryResult<Variable[]> {
  return useQuery({
    queryKey: ['instances', instanceId, 'variables', { live }],
    queryFn: ({ signal }) => variables(instanceId, signal),
    placeholderData: (previous) => previous,
    refetchInterval: live ? pollEvery(5_000) : false,
  })
}

export function useVariableHistory(instanceId: string, variable: Variable): UseQueryResult<VariableHistory> {
  return useQuery({
    queryKey: ['instances', instanceId, 'variables', variable.name, variable.digest],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/instances/{id}/variables/{name}/history', { params: { path: { id: instanceId, name: variable.name } }, signal })),
  })
}

/** One as it is now, looked up afresh. */
export function useReadAgain(instanceId: string, name: string): UseMutationResult<Variable, Error, void> {
  return useMutation({
    mutationFn: async () => {
      const found = (await variables(instanceId)).find((variable) => variable.name === name)
      if (found === undefined) {
        throw new ApiProblem({ status: 404, code: 'variable-not-found', title: t('This is not there, or not any more') })
      }
      return found
    },
  })
}

async function variables(instanceId: string, signal?: AbortSignal): Promise<Variable[]> {
  return (await unwrap(client.GET('/api/instances/{id}/variables', { params: { path: { id: instanceId } }, ...(signal === undefined ? {} : { signal }) }))).items
}

export interface Change {
  value: unknown
  reason: string
  /** Also where somebody is at work with what it was. */
  evenIfRead: boolean
}

/** Changes what was read, and nothing that was written since. */
export function useChangeVariable(instanceId: string, variable: Variable): UseMutationResult<Variable, Error, Change> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ value, reason, evenIfRead }) =>
      unwrap(
        client.PUT('/api/instances/{id}/variables/{name}', {
          params: { path: { id: instanceId, name: variable.name } },
          body: { value: value as Record<string, unknown>, reason, evenIfRead, digest: variable.digest },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['instances', instanceId] }),
  })
}
