import type { JsonObject, Review } from '../api'

/** Names under which tools commonly take the one they address. */
const recipientNames = ['recipient', 'to', 'email', 'address']

/** Who or what a call is aimed at, where its arguments say so. */
export function recipientOf(args: JsonObject): string | null {
  for (const name of recipientNames) {
    const value = args[name]
    if (typeof value === 'string' && value !== '') {
      return value
    }
  }
  return null
}

/** What approving means beyond the call itself, in one sentence. */
export function consequence({ reversible, audience }: Pick<Review, 'reversible' | 'audience'>): string {
  switch (audience) {
    case 'external':
      return reversible ? 'It reaches people outside; it can be reversed.' : 'It reaches people outside and cannot be undone.'
    case 'internal':
      return reversible ? 'It stays inside and can be reversed.' : 'It stays inside but cannot be undone.'
  }
}
