import { t } from '../i18n'
import type { JsonObject, Review } from '../api'
import { sentenceCase } from '../ui'

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

/** What happens once it is approved, in one sentence. */
export function approving({ agent, toolTitle, arguments: args }: Pick<Review, 'agent' | 'toolTitle' | 'arguments'>): string {
  return t('If you approve, {agent, select, none {the process} other {{name}}} uses: {tool}{aimed, select, yes { for {recipient}} other {}} now.', call(agent, toolTitle, args))
}

/** A call, for sentences that are told of agents and of the process itself. */
export function call(agent: string | null, tool: string, args: JsonObject): Record<string, string> {
  const recipient = recipientOf(args)
  return {
    agent: agent === null ? 'none' : 'some',
    name: agent === null ? '' : sentenceCase(agent),
    tool,
    aimed: recipient === null ? 'no' : 'yes',
    recipient: recipient ?? '',
  }
}

/** What approving means beyond the call itself, in one sentence. */
export function consequence({ reversible, audience }: Pick<Review, 'reversible' | 'audience'>): string {
  switch (audience) {
    case 'external':
      return reversible ? t('It reaches people outside; it can be reversed.') : t('It reaches people outside and cannot be undone.')
    case 'internal':
      return reversible ? t('It stays inside and can be reversed.') : t('It stays inside but cannot be undone.')
  }
}
