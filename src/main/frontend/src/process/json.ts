import type { JsonObject } from '../api'

export type Parsed = { ok: true; value: JsonObject } | { ok: false; message: string }

export function parseJsonObject(text: string): Parsed {
  let value: unknown
  try {
    value = text.trim() === '' ? {} : JSON.parse(text)
  } catch (error) {
    return { ok: false, message: `This is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, message: 'This must be an object: {"name": value, …}' }
  }
  return { ok: true, value: value as JsonObject }
}
