import type { JsonObject } from '../../api'
import { t } from '../texts'

/** The arguments of a call as a diagram states them: literals, and texts that refer to variables. */

export function readObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}

/** On one line, as diagrams are read by people too. */
export function writeObject(value: JsonObject): string {
  return spaced(value)
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(spaced).join(', ')}]`
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, entry]) => `${JSON.stringify(key)}: ${spaced(entry)}`)
      .join(', ')}}`
  }
  return JSON.stringify(value)
}

/** `undefined` takes the entry out. */
export function withEntry(value: JsonObject, name: string, entry: unknown): JsonObject {
  if (entry === undefined) {
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
  }
  return name in value ? Object.fromEntries(Object.entries(value).map(([key, old]) => [key, key === name ? entry : old])) : { ...value, [name]: entry }
}

export interface Argument {
  name: string
  title: string
  description: string
  required: boolean
  type: string
  options: readonly string[]
}

/** The arguments that a schema declares, then those only the value has. */
export function argumentsOf(schema: JsonObject, value: JsonObject): readonly Argument[] {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonObject>
  const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : []
  const declared = Object.entries(properties).map(([name, property]) => ({
    name,
    title: typeof property['title'] === 'string' ? property['title'] : name,
    description: typeof property['description'] === 'string' ? property['description'] : '',
    required: required.includes(name),
    type: typeof property['type'] === 'string' ? property['type'] : 'any',
    options: Array.isArray(property['enum']) ? property['enum'].map((option) => (typeof option === 'string' ? option : JSON.stringify(option))) : [],
  }))
  const others = Object.keys(value)
    .filter((name) => !(name in properties))
    .map((name) => ({ name, title: name, description: t('Not in the contract'), required: false, type: 'any', options: [] }))
  return [...declared, ...others]
}

/** Texts stay as they are typed; other types become what the schema asks for where the text is one, else a reference stays text. */
export function parseArgument(text: string, type: string): unknown {
  if (text === '') {
    return undefined
  }
  if (type === 'string' || text.includes('${')) {
    return text
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

export function showArgument(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : spaced(value)
}

/** What is wrong with a literal; null where nothing is, or where only the run can tell. */
export function argumentProblem({ required, type, options }: Argument, value: unknown): string | null {
  if (value === undefined) {
    return required ? t('The contract asks for it') : null
  }
  if (typeof value === 'string' && value.includes('${')) {
    return null
  }
  if (options.length > 0) {
    const shown = showArgument(value)
    return options.includes(shown) ? null : t('One of {options}', { options: options.join(', ') })
  }
  switch (type) {
    case 'string':
      return typeof value === 'string' ? null : t('A text is asked for')
    case 'number':
      return typeof value === 'number' ? null : t("A number, or a reference such as $'{'order.amount'}'")
    case 'integer':
      return Number.isInteger(value) ? null : t('A whole number, or a reference')
    case 'boolean':
      return typeof value === 'boolean' ? null : t('true, false or a reference')
    case 'array':
      return Array.isArray(value) ? null : t('A list [ … ], or a reference')
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) ? null : t("An object '{ … }', or a reference")
    default:
      return null
  }
}
