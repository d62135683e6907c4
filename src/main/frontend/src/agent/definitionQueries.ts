import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type Agent, type CatalogueVersion, type DefinitionOutcome, type Switch, type Tool } from '../api'
import { plural, type Kind } from './kinds'

/** The description of the API leaves open what is always there. */
export type KnownAgent = Required<Agent>
export type KnownTool = Required<Tool>

export function useAgents(): UseQueryResult<readonly KnownAgent[]> {
  return useQuery({
    queryKey: ['agents'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/agents', { signal }))).items as KnownAgent[],
  })
}

export function useTools(): UseQueryResult<readonly KnownTool[]> {
  return useQuery({
    queryKey: ['tools'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/tools', { signal }))).items as KnownTool[],
  })
}

export function useAgent(name: string): UseQueryResult<KnownAgent> {
  return useQuery({
    queryKey: ['agents', name],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/agents/{name}', { params: { path: { name } }, signal }))) as KnownAgent,
  })
}

export function useTool(name: string): UseQueryResult<KnownTool> {
  return useQuery({
    queryKey: ['tools', name],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/tools/{name}', { params: { path: { name } }, signal }))) as KnownTool,
  })
}

export interface Version {
  version: CatalogueVersion
  /** As its author wrote it. */
  source: string
}

/** A version never changes. */
export function useVersion(kind: Kind, name: string, digest: string | null): UseQueryResult<Version> {
  return useQuery({
    queryKey: [plural(kind), name, 'versions', digest],
    queryFn: ({ signal }): Promise<Version> => {
      const params = { path: { name, version: digest ?? '' } }
      return kind === 'agent'
        ? unwrap(client.GET('/api/agents/{name}/versions/{version}', { params, signal }))
        : unwrap(client.GET('/api/tools/{name}/versions/{version}', { params, signal }))
    },
    enabled: digest !== null,
    staleTime: Infinity,
  })
}

export interface Draft {
  name: string
  source: string
  comment: string
  basedOn: string | null
}

function send(kind: Kind, { name, ...body }: Draft, dryRun: boolean): Promise<DefinitionOutcome> {
  const params = { path: { name }, query: { dryRun } }
  return kind === 'agent'
    ? unwrap(client.POST('/api/agents/{name}/versions', { params, body }))
    : unwrap(client.POST('/api/tools/{name}/versions', { params, body }))
}

/** What the server would say to a draft; asked anew for each text. */
export function useCheck(kind: Kind, draft: Omit<Draft, 'comment'>, enabled: boolean): UseQueryResult<DefinitionOutcome> {
  return useQuery({
    queryKey: ['check', kind, draft.name, draft.basedOn, draft.source],
    queryFn: () => send(kind, { ...draft, comment: 'A dry run' }, true),
    enabled,
    staleTime: 0,
    gcTime: 0,
    placeholderData: (previous) => previous,
  })
}

export function useStore(kind: Kind): UseMutationResult<DefinitionOutcome, Error, Draft> {
  const changed = useChanged(kind)
  return useMutation({ mutationFn: (draft) => send(kind, draft, false), onSuccess: changed })
}

interface Choice {
  version: string
  comment: string
  basedOn: string | null
}

export function usePutBack(kind: Kind, name: string): UseMutationResult<DefinitionOutcome, Error, Choice> {
  const changed = useChanged(kind)
  const params = { path: { name } }
  return useMutation({
    mutationFn: (body) =>
      kind === 'agent'
        ? unwrap(client.PUT('/api/agents/{name}/version', { params, body }))
        : unwrap(client.PUT('/api/tools/{name}/version', { params, body })),
    onSuccess: changed,
  })
}

export function useRetire(name: string): UseMutationResult<unknown, Error, { basedOn: string; comment: string }> {
  const changed = useChanged('agent')
  return useMutation({
    mutationFn: (query) => unwrap(client.DELETE('/api/agents/{name}', { params: { path: { name }, query } })),
    onSuccess: changed,
  })
}

export function useTurnSwitch(kind: Kind, name: string): UseMutationResult<Switch, Error, { enabled: boolean; reason: string }> {
  const changed = useChanged(kind)
  const params = { path: { name } }
  return useMutation({
    mutationFn: (body) =>
      kind === 'agent'
        ? unwrap(client.PUT('/api/agents/{name}/switch', { params, body }))
        : unwrap(client.PUT('/api/tools/{name}/switch', { params, body })),
    onSuccess: changed,
  })
}

/** A version keeps; lists, names and what others make of them do not. */
function useChanged(kind: Kind): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: [plural(kind)], predicate: ({ queryKey }) => queryKey[2] !== 'versions' })
}
