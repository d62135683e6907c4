import { t } from '../i18n'
import type { JsonObject } from '../api'

export type Parsed = { ok: true; value: JsonObject } | { ok: false; message: string }

export function parseJsonObject(text: string): Parsed {
  let value: unknown
  try {
    value = text.trim() === '' ? {} : JSON.parse(text)
  } catch (error) {
    return { ok: false, message: t('This is not valid JSON: {reason}', { reason: error instanceof Error ? error.message : '' }) }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, message: t('This must be an object: \'{\'"name": value, …\'}\'') }
  }
  return { ok: true, value: value as JsonObject }
}
