import type { Finding } from './finding'

/** What the browser says by these rules means the same as what the server says, or has to be mended first. */
const alike: ReadonlySet<string> = new Set(['task-fields', 'task-type', 'expression', 'timer', 'form-missing', 'task-for-nobody', 'map-incomplete', 'no-fallback', 'no-default', 'unreachable', 'dead-end'])

/** The server's word counts, in the browser's words where it has some, as these are in the reader's language. */
export function merged(ours: readonly Finding[], servers: readonly Finding[]): readonly Finding[] {
  const lines = new Map(servers.map((finding) => [placeOf(finding), finding.line]))
  const kept = ours.filter((finding) => alike.has(finding.rule) || !lines.has(placeOf(finding))).map((finding) => ({ ...finding, line: lines.get(placeOf(finding)) ?? null }))
  const said = new Set(kept.map(placeOf))
  return [...servers.filter((finding) => !said.has(placeOf(finding))), ...kept].sort(bySeverity)
}

function placeOf({ element, rule }: Finding): string {
  return `${element ?? ''} ${rule}`
}

function bySeverity(a: Finding, b: Finding): number {
  return (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1) || (a.elementName ?? a.element ?? '').localeCompare(b.elementName ?? b.element ?? '')
}
