/** Search parameters stay plain texts, so that `?q=123` is a search for "123" and URLs can be typed. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') {
      params.set(name, value)
    }
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Without the question mark, and the same for what differs in its order only. */
export function queryOf(search: Record<string, unknown>): string {
  const params = new URLSearchParams(stringifySearch(search))
  params.sort()
  return params.toString()
}

/** Where to go after signing in: only ever a place in this app. */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : undefined
}
