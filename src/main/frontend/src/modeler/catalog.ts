import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client, unwrap, type Agent, type FormDefinition, type FormSummary, type JsonObject, type Tool } from '../api'
import { within, text, is, type Known, type Model } from './diagram'
import { readForm, useForms } from './forms'

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

function useGroups(): UseQueryResult<{ items: readonly string[]; complete: boolean }> {
  return useQuery({
    queryKey: ['groups'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/groups', { signal })),
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
  /** Whether a name that is not in a list does not exist; an identity provider need not tell all groups. */
  complete: { forms: boolean; groups: boolean }
  /** Whether all that could be read has been. */
  settled: boolean
}

/** @param processKey whose forms go before those of the folder */
export function useCatalog(definitions: Model, revision: number, processKey: string | null, ownForms: ReadonlyMap<string, JsonObject>): Catalog {
  const read = { agents: useAgents(), tools: useTools(), forms: useForms(), groups: useGroups() }
  const agents = read.agents.data ?? none
  const tools = read.tools.data ?? none
  const forms = read.forms.data ?? none
  const groups = read.groups.data?.items ?? none
  const processes = useQuery({
    queryKey: ['processes'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/api/processes', { signal }))).items,
    staleTime: 60_000,
  }).data
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes in place; its revision says when
  const formKeys = useMemo(() => [...new Set([...within(definitions)].filter((element) => is(element, 'bpmn:UserTask') || is(element, 'bpmn:StartEvent')).map((element) => text(element, 'flowable:formKey')))].filter((key) => key !== ''), [definitions, revision])
  const named = useQueries({
    queries: formKeys.map((key) => ({
      queryKey: ['forms', key, processKey],
      queryFn: ({ signal }: { signal: AbortSignal }) => readForm(key, processKey, signal),
      staleTime: 60_000,
    })),
    combine: combineForms,
  })
  const formsComplete = read.forms.isSuccess && named.complete
  const groupsComplete = read.groups.data?.complete ?? false
  const settled = Object.values(read).every(({ isPending }) => !isPending) && named.settled
  return useMemo(() => {
    const definitionsByKey = new Map(named.definitions)
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
      complete: { forms: formsComplete, groups: groupsComplete },
      settled,
    }
  }, [agents, tools, groups, forms, processes, named, ownForms, formsComplete, groupsComplete, settled])
}

interface NamedForms {
  definitions: ReadonlyMap<string, FormDefinition>
  complete: boolean
  settled: boolean
}

function combineForms(answers: readonly UseQueryResult<FormDefinition | null>[]): NamedForms {
  return {
    definitions: new Map(answers.flatMap(({ data }) => (data === undefined || data === null ? [] : [[data.key, data] as const]))),
    complete: answers.every(({ isSuccess }) => isSuccess),
    settled: answers.every(({ isPending }) => !isPending),
  }
}

const none: readonly never[] = []
