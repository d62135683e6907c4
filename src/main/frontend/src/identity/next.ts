/** Where somebody wanted to go, kept while they are elsewhere to sign in. */
const key = 'steward.next'

export function rememberNext(next: string | undefined): void {
  if (next === undefined) {
    sessionStorage.removeItem(key)
  } else {
    sessionStorage.setItem(key, next)
  }
}

/** Answers once. */
export function takeNext(): string | null {
  const next = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  return next
}
