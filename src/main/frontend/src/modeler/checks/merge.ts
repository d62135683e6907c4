import type { Finding } from './finding'

/** The server's word counts; what the browser found stays where the server has not said the same of the same element. */
export function merged(ours: readonly Finding[], servers: readonly Finding[]): readonly Finding[] {
  const said = new Set(servers.map(({ element, rule }) => `${element ?? ''} ${rule}`))
  return [...servers, ...ours.filter(({ element, rule }) => !said.has(`${element ?? ''} ${rule}`))].sort(bySeverity)
}

function bySeverity(a: Finding, b: Finding): number {
  return (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1) || (a.elementName ?? a.element ?? '').localeCompare(b.elementName ?? b.element ?? '')
}
