import type { JsonObject } from '../api'
import { sentenceCase } from '../ui'

interface FieldBase {
  /** From the arguments' root, as keys; `[]` is the root itself. */
  path: readonly string[]
  label: string
  description: string | null
  required: boolean
}

/** How one argument is shown and edited. */
export type ArgumentField =
  | (FieldBase & { kind: 'text'; multiline: boolean })
  | (FieldBase & { kind: 'number'; integer: boolean; minimum: number | null; maximum: number | null })
  | (FieldBase & { kind: 'boolean' })
  | (FieldBase & { kind: 'choice'; options: readonly (string | number | boolean)[] })
  | (FieldBase & { kind: 'list'; items: 'text' | 'number' })
  | (FieldBase & { kind: 'group'; fields: readonly ArgumentField[] })
  | (FieldBase & { kind: 'json' })

/** Below this an object that is not there is edited as JSON; a schema may contain itself without end. */
const deepest = 4

/** From here on a text needs more than one line. */
const longText = 80

/** A text that may become this long is edited on several lines; addresses and names stay below. */
const longInput = 400

/** The fields of a tool's arguments: those its schema declares, then those only the value has. */
export function argumentFields(schema: JsonObject, value: JsonObject): readonly ArgumentField[] {
  return objectFields(schema, schema, value, [])
}

function objectFields(root: JsonObject, schema: JsonObject, value: unknown, path: readonly string[]): readonly ArgumentField[] {
  const properties = asObject(schema['properties']) ?? {}
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const values = asObject(value) ?? {}
  const names = [...Object.keys(properties), ...Object.keys(values).filter((name) => !(name in properties))]
  return names.map((name) => {
    const declared = resolve(root, asObject(properties[name])) ?? schemaOf(values[name])
    return field(root, declared, values[name], [...path, name], required.includes(name))
  })
}

function field(root: JsonObject, schema: JsonObject, value: unknown, path: readonly string[], required: boolean): ArgumentField {
  const base: FieldBase = {
    path,
    label: string(schema['title']) ?? sentenceCase(path.at(-1) ?? ''),
    description: string(schema['description']),
    required,
  }
  const options = Array.isArray(schema['enum']) ? schema['enum'] : 'const' in schema ? [schema['const']] : null
  if (options !== null) {
    return options.every(isScalar) ? { ...base, kind: 'choice', options } : { ...base, kind: 'json' }
  }
  const type = typeOf(schema)
  if (value !== undefined && value !== null && type !== null && !fits(type, value)) {
    // A value that breaks its own schema is shown as it is, never bent into a field.
    return { ...base, kind: 'json' }
  }
  switch (type) {
    case 'string':
      return { ...base, kind: 'text', multiline: isLong(schema, value) }
    case 'integer':
    case 'number':
      return { ...base, kind: 'number', integer: type === 'integer', minimum: number(schema['minimum']), maximum: number(schema['maximum']) }
    case 'boolean':
      return { ...base, kind: 'boolean' }
    case 'object': {
      if (value === undefined && path.length >= deepest) {
        return { ...base, kind: 'json' }
      }
      const fields = objectFields(root, schema, value, path)
      return fields.length === 0 ? { ...base, kind: 'json' } : { ...base, kind: 'group', fields }
    }
    case 'array':
      return arrayField(root, schema, base)
    case null:
      return { ...base, kind: 'json' }
  }
}

function arrayField(root: JsonObject, schema: JsonObject, base: FieldBase): ArgumentField {
  const items = resolve(root, asObject(schema['items']))
  switch (items === null ? null : typeOf(items)) {
    case 'string':
      return { ...base, kind: 'list', items: 'text' }
    case 'integer':
    case 'number':
      return { ...base, kind: 'list', items: 'number' }
    case 'boolean':
    case 'object':
    case 'array':
    case null:
      return { ...base, kind: 'json' }
  }
}

const types = ['string', 'integer', 'number', 'boolean', 'object', 'array'] as const
type Type = (typeof types)[number]

/** The one type a schema allows beside null, or null where it allows several or says nothing. */
function typeOf(schema: JsonObject): Type | null {
  if ('oneOf' in schema || 'anyOf' in schema || 'allOf' in schema) {
    return null
  }
  const declared = Array.isArray(schema['type']) ? schema['type'].filter((type) => type !== 'null') : [schema['type']]
  const only: unknown = declared.length === 1 ? declared[0] : undefined
  if (only === undefined && 'properties' in schema) {
    return 'object'
  }
  return types.find((type) => type === only) ?? null
}

function schemaOf(value: unknown): JsonObject {
  switch (typeof value) {
    case 'string':
      return { type: 'string' }
    case 'number':
      return { type: 'number' }
    case 'boolean':
      return { type: 'boolean' }
    default:
      if (Array.isArray(value)) {
        return value.length > 0 && value.every((item) => typeof item === 'string') ? { type: 'array', items: { type: 'string' } } : {}
      }
      return asObject(value) === null ? {} : { type: 'object' }
  }
}

function fits(type: Type, value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type
    case 'integer':
    case 'number':
      return typeof value === 'number'
    case 'object':
      return asObject(value) !== null
    case 'array':
      return Array.isArray(value) && value.every(isScalar)
  }
}

function isLong(schema: JsonObject, value: unknown): boolean {
  const maxLength = number(schema['maxLength'])
  return (
    schema['format'] === 'textarea' ||
    (maxLength !== null && maxLength > longInput) ||
    (typeof value === 'string' && (value.length > longText || value.includes('\n')))
  )
}

/** Follows one `#/…` reference into the same schema; anything else is not understood. */
function resolve(root: JsonObject, schema: JsonObject | null): JsonObject | null {
  const reference = schema === null ? null : string(schema['$ref'])
  if (reference === null) {
    return schema
  }
  if (!reference.startsWith('#/')) {
    return {}
  }
  let target: unknown = root
  for (const key of reference.slice(2).split('/')) {
    target = asObject(target)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  const found = asObject(target)
  return found === null || '$ref' in found ? {} : found
}

function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function string(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
