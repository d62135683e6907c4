/** Both have versions, a switch and a text, and are asked for under addresses that differ in one word. */
export type Kind = 'agent' | 'tool'

/** How the API's addresses and the pages name them. */
export function plural(kind: Kind): 'agents' | 'tools' {
  return kind === 'agent' ? 'agents' : 'tools'
}
