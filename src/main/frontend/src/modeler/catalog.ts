import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client, unwrap, type Agent, type JsonObject, type Tool } from '../api'
import { within, text, is, type Known, type Model } from './diagram'
import { readForm, useForms, useGroups, type FormDefinition, type FormSummary } from './upcoming'

export function useAgents(): UseQueryResult<readonly Agent[]> {
  return useQuery({
    queryKey: ['agents'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/agents', { signal }))).items,
    staleTime: 60_000,
  })
}

export function useTools(): UseQueryResult<readonly Tool[]> {
  return useQuery({
    queryKey: ['tools'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/tools', { signal }))).items,
    staleTime: 60_000,
  })
}

export interface ProcessName {
  key: string
  name: string
}

/** What a workflow can name without bringing it along. */
export interface Catalog {
  agents: readonly Agent[]
  tools: readonly Tool[]
  groups: readonly string[]
  forms: readonly FormSummary[]
  processes: readonly ProcessName[]
  /** The forms that the diagram names, read. */
  formDefinitions: ReadonlyMap<string, FormDefinition>
  known: Known
}

/** @param processKey whose forms go before those of the folder */
export function useCatalog(definitions: Model, revision: number, processKey: string | null, ownForms: ReadonlyMap<string, JsonObject>): Catalog {
  const agents = useAgents().data ?? none
  const tools = useTools().data ?? none
  const forms = useForms().data ?? none
  const groups = useGroups().data ?? none
  const processes = useQuery({
    queryKey: ['processes'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/processes', { signal }))).items,
    staleTime: 60_000,
  }).data
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes in place; its revision says when
  const formKeys = useMemo(() => [...new Set([...within(definitions)].filter((element) => is(element, 'bpmn:UserTask') || is(element, 'bpmn:StartEvent')).map((element) => text(element, 'flowable:formKey')))].filter((key) => key !== ''), [definitions, revision])
  const formDefinitions = useQueries({
    queries: formKeys.map((key) => ({
      queryKey: ['forms', key, processKey],
      queryFn: ({ signal }: { signal: AbortSignal }) => readForm(key, processKey, signal),
      staleTime: 60_000,
    })),
    combine: combineForms,
  })
  return useMemo(() => {
    const definitionsByKey = new Map(formDefinitions)
    ownForms.forEach((schema, key) => definitionsByKey.set(key, { key, title: key, schema }))
    return {
      agents,
      tools,
      groups,
      forms,
      processes: processes ?? none,
      formDefinitions: definitionsByKey,
      known: {
        agents: new Map(agents.map(({ name, output }) => [name, output])),
        tools: new Map(tools.map(({ name, result }) => [name, result])),
        forms: new Map([...definitionsByKey].map(([key, { schema }]) => [key, schema])),
      },
    }
  }, [agents, tools, groups, forms, processes, formDefinitions, ownForms])
}

function combineForms(answers: readonly UseQueryResult<FormDefinition | null>[]): ReadonlyMap<string, FormDefinition> {
  return new Map(answers.flatMap(({ data }) => (data === undefined || data === null ? [] : [[data.key, data] as const])))
}

const none: readonly never[] = []
