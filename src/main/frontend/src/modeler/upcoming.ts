import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { ApiProblem, client, unwrap, type JsonObject } from '../api'
import type { BundleFile } from './source'

/** Deployments, forms and groups of the server. */

export interface Finding {
  severity: 'error' | 'warning'
  resource: string
  element: string | null
  elementName: string | null
  line: number | null
  rule: string
  message: string
}

export interface FormSummary {
  key: string
  title: string
  description: string | null
  inFolder: boolean
  processes: readonly string[]
}

export interface FormDefinition {
  key: string
  title: string
  schema: JsonObject
}

export interface DeploymentResult {
  changed: boolean
  deployment: { id: string; processes: readonly { key: string; name: string | null; version: number }[] }
  warnings: readonly Finding[]
}

/** What kept a bundle from being deployed. */
export class DeploymentRefused extends Error {
  readonly findings: readonly Finding[]

  constructor(message: string, findings: readonly Finding[]) {
    super(message)
    this.name = 'DeploymentRefused'
    this.findings = findings
  }
}

interface Answer {
  data?: unknown
  error?: unknown
  response: Response
}

interface Init {
  params?: { path?: Record<string, string>; query?: Record<string, string> }
  body?: FormData
  bodySerializer?: (body: FormData) => FormData
  signal?: AbortSignal
}

/** The same client, before the generated types know these addresses. */
const server = client as unknown as Record<'GET' | 'POST', (path: string, init: Init) => Promise<Answer>>

async function read<T>(path: string, init: Init): Promise<T> {
  return (await unwrap(server.GET(path, init))) as T
}

export function useForms(): UseQueryResult<readonly FormSummary[]> {
  return useQuery({
    queryKey: ['forms'],
    queryFn: async ({ signal }) => (await read<{ items: FormSummary[] }>('/api/forms', { signal })).items,
    staleTime: 60_000,
  })
}

/** The form that a process would get; null where there is none of this name. */
export function readForm(key: string, processKey: string | null, signal?: AbortSignal): Promise<FormDefinition | null> {
  return read<FormDefinition>('/api/forms/{key}', {
    params: { path: { key }, ...(processKey === null ? {} : { query: { processKey } }) },
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.status === 404) {
      return null
    }
    throw error
  })
}

export function useGroups(): UseQueryResult<readonly string[]> {
  return useQuery({
    queryKey: ['groups'],
    queryFn: async ({ signal }) => (await read<{ items: string[] }>('/api/groups', { signal })).items,
    staleTime: 60_000,
  })
}

function bundleBody(files: readonly BundleFile[]): Init {
  const body = new FormData()
  files.forEach(({ name, content }) => body.append('files', new File([content], name)))
  return { body, bodySerializer: (data) => data }
}

/** What the server would find. Nothing is stored. */
export async function checkBundle(files: readonly BundleFile[], signal: AbortSignal): Promise<{ deployable: boolean; findings: readonly Finding[] }> {
  return (await unwrap(server.POST('/api/deployments/check', { ...bundleBody(files), signal }))) as { deployable: boolean; findings: Finding[] }
}

/** Throws DeploymentRefused with all findings where nothing was deployed. */
export async function deployBundle(files: readonly BundleFile[], comment: string): Promise<DeploymentResult> {
  const answer = await server.POST('/api/deployments', { ...bundleBody(files), params: { query: { comment } } })
  if (answer.response.status === 422 && isRefusal(answer.error)) {
    throw new DeploymentRefused(answer.error.detail, answer.error.findings)
  }
  return (await unwrap(Promise.resolve(answer))) as DeploymentResult
}

function isRefusal(body: unknown): body is { detail: string; findings: Finding[] } {
  return typeof body === 'object' && body !== null && 'findings' in body && Array.isArray(body.findings)
}
