import type { components } from './schema'

export type FieldError = components['schemas']['FieldError']
type ProblemBody = components['schemas']['Problem']
type Finding = components['schemas']['Finding']

/** What went wrong with a request: the server's problem details, or `unreachable` (status 0) when no answer came. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string | null
  readonly errors: readonly FieldError[]
  /** Of a refused deployment. */
  readonly findings: readonly Finding[]

  constructor(body: Pick<ProblemBody, 'status' | 'code' | 'title'> & Partial<Pick<ProblemBody, 'detail' | 'errors'>> & { findings?: readonly Finding[] }) {
    super(body.detail ?? body.title)
    this.name = 'ApiProblem'
    this.status = body.status
    this.code = body.code
    this.title = body.title
    this.detail = body.detail ?? null
    this.errors = body.errors ?? []
    this.findings = body.findings ?? []
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: 'unreachable',
    title: 'The server does not answer',
    detail: 'Check your connection. This page keeps trying by itself.',
  })
}

/** A proxy in front of a stopped server answers with one of these and no problem details. */
const gatewayStatuses = new Set([502, 503, 504])

export function toProblem(status: number, body: unknown): ApiProblem {
  if (isProblemBody(body)) {
    return new ApiProblem({ ...body, status })
  }
  if (gatewayStatuses.has(status)) {
    return unreachable()
  }
  if (status === 401) {
    return new ApiProblem({ status, code: 'unauthenticated', title: 'You are signed out' })
  }
  return new ApiProblem({
    status,
    code: 'unexpected',
    title: 'The server could not do this',
    detail: `It answered with status ${status} and said nothing more.`,
  })
}

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) {
    return error
  }
  return new ApiProblem({
    status: -1,
    code: 'client-error',
    title: 'This page ran into an error',
    detail: error instanceof Error ? error.message : String(error),
  })
}

function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'title' in body && 'code' in body
}
