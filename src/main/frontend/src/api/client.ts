import createClient, { type Middleware } from 'openapi-fetch'
import { toProblem, unreachable } from './problem'
import type { paths } from './schema'

const csrfCookie = 'XSRF-TOKEN'
const csrfHeader = 'X-XSRF-TOKEN'

export function readCookie(cookies: string, name: string): string | null {
  for (const part of cookies.split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) {
      return decodeURIComponent(value.join('='))
    }
  }
  return null
}

function csrfToken(): string | null {
  return readCookie(document.cookie, csrfCookie)
}

const csrf: Middleware = {
  onRequest({ request }) {
    const token = csrfToken()
    if (request.method !== 'GET' && token !== null) {
      request.headers.set(csrfHeader, token)
    }
    return request
  },
}

export const client = createClient<paths>({ baseUrl: '', headers: { 'X-Requested-With': 'XMLHttpRequest' } })
client.use(csrf)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of a successful answer; throws an ApiProblem for every other outcome. */
export async function unwrap<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await request
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error
    }
    throw unreachable()
  }
  if (!answer.response.ok) {
    throw toProblem(answer.response.status, answer.error)
  }
  return answer.data as T
}

/** Sends a form to one of the security chain's own endpoints, which are no part of the OpenAPI description, and gives their text. */
export async function postForm(path: '/login' | '/logout', fields: Record<string, string>): Promise<string> {
  const token = csrfToken()
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: {
        Accept: 'application/json, application/problem+json',
        'X-Requested-With': 'XMLHttpRequest',
        ...(token === null ? {} : { [csrfHeader]: token }),
      },
    })
  } catch {
    throw unreachable()
  }
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null)
    throw toProblem(response.status, body)
  }
  return response.text()
}
