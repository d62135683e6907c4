import type { JsonObject } from '../api'

/** What has to be filled in by a schema: null in each place that it requires, which fits nothing until somebody has written there. */
export function blank(schema: JsonObject | null): JsonObject | null {
  if (schema?.['type'] !== 'object') {
    return null
  }
  const properties = (schema['properties'] ?? {}) as Record<string, JsonObject | undefined>
  const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : []
  return Object.fromEntries(required.map((name) => [name, blank(properties[name] ?? null)]))
}
