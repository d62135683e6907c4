import type { PropertyChange } from './compareDiagrams'

/** What is different in a form or another JSON document. Entries of lists are known by their `key` or `id`, so that a new one in front changes nothing behind it. */
export function compareJson(before: unknown, after: unknown): readonly PropertyChange[] {
  return compare(before, after, [])
}

function compare(before: unknown, after: unknown, path: readonly string[]): readonly PropertyChange[] {
  const old = entries(before)
  const fresh = entries(after)
  if (old === null || fresh === null) {
    return shown(before) === shown(after) ? [] : [{ label: path.join(' › '), before: before === undefined ? null : shown(before), after: after === undefined ? null : shown(after) }]
  }
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), fresh.get(name)]
    return was === undefined || is === undefined
      ? [{ label: [...path, name].join(' › '), before: was === undefined ? null : shown(was), after: is === undefined ? null : shown(is) }]
      : compare(was, is, [...path, name])
  })
}

function entries(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    return new Map(value.map((entry: unknown, index) => [nameOf(entry) ?? String(index + 1), entry]))
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null
}

function nameOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) {
    return null
  }
  const named = entry as Readonly<Record<string, unknown>>
  const name = named['key'] ?? named['label'] ?? named['id']
  return typeof name === 'string' && name !== '' ? name : null
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
