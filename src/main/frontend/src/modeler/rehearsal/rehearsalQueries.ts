import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, multipart, unwrap, type JsonObject, type Rehearsal, type RehearsalAnswer } from '../../api'
import { uploads } from '../deploying'
import type { BundleFile } from '../source'
import { pollEvery } from './reading'

export interface StartRequest {
  /** The diagram first. */
  files: readonly BundleFile[]
  processKey: string
  variables: JsonObject
}

/** Its errors are problems: with findings where the diagram may not run, with places where the variables do not fit. */
export function useStartRehearsal(): UseMutationResult<Rehearsal, Error, StartRequest> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ files, processKey, variables }) =>
      unwrap(client.POST('/api/rehearsals', multipart(uploads(files), { processKey, variables: JSON.stringify(variables) }))),
    onSuccess: (rehearsal) => void queries.setQueryData(keyOf(rehearsal.id), rehearsal),
  })
}

export function useRehearsal(id: string): UseQueryResult<Rehearsal> {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => unwrap(client.GET('/api/rehearsals/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => pollEvery(state.data, state.error),
    retry: false,
  })
}

export function useAnswer(id: string): UseMutationResult<Rehearsal, Error, RehearsalAnswer> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body) => unwrap(client.POST('/api/rehearsals/{id}/answers', { params: { path: { id } }, body })),
    onMutate: () => queries.cancelQueries({ queryKey: keyOf(id) }),
    onSuccess: (rehearsal) => void queries.setQueryData(keyOf(id), rehearsal),
    // What was open may have been overtaken meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: keyOf(id) }),
  })
}

/** Also works while the page goes away. Where it fails the server forgets the rehearsal by itself. */
export function endRehearsal(id: string): void {
  client.DELETE('/api/rehearsals/{id}', { params: { path: { id } }, keepalive: true }).catch(() => undefined)
}

function keyOf(id: string): readonly string[] {
  return ['rehearsals', id]
}
