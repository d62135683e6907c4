import type { Attachment, JsonObject } from '../api'

/** A file as the value of a field has it. */
export interface AttachedFile {
  id: string
  name: string
  size: number
  /** Whether it still waits, for this person to hand it in or take it back. */
  mine: boolean
}

/** What a field takes, as its form says. */
export interface FileRules {
  accept: string
  multiple: boolean
}

/** What a variable or a draft holds of files; anything else is left out. */
export function attachedFiles(value: unknown): AttachedFile[] {
  return Array.isArray(value) ? value.flatMap((file) => (isFile(file) ? [{ id: file.id, name: file.name, size: file.size, mine: 'mine' in file && file.mine === true }] : [])) : []
}

function isFile(value: unknown): value is { id: string; name: string; size: number } {
  return (
    typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'size' in value && typeof value.id === 'string' && typeof value.name === 'string' && typeof value.size === 'number'
  )
}

/** The names of the fields that ask for files, with those of the groups around them. */
export function fileFields(schema: unknown, around: readonly string[] = []): string[] {
  if (!isObject(schema)) {
    return []
  }
  const { type, key, path, components } = schema
  if (type === 'filepicker' && typeof key === 'string') {
    return [[...around, key].join('.')]
  }
  const inner = type === 'group' && typeof path === 'string' && path !== '' ? [...around, path] : around
  return Array.isArray(components) ? components.flatMap((component) => fileFields(component, inner)) : []
}

/** The data of a form with what is known of its files: those that its fields hold already, and those that wait. */
export function withFiles(data: JsonObject, held: JsonObject, waiting: readonly Attachment[], fields: readonly string[]): JsonObject {
  return fields.reduce((filled, field) => {
    const path = field.split('.')
    const files = [...attachedFiles(at(held, path)).map((file) => ({ ...file, mine: false })), ...attachedFiles(waiting.filter((file) => file.mine && file.field === field))]
    return withValue(filled, path, files.length === 0 ? null : files)
  }, data)
}

/** As browsers read `accept`; the server asks again. */
export function isAccepted(accept: string, { name, type }: { name: string; type: string }): boolean {
  const accepted = accept
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return (
    accepted.length === 0 ||
    accepted.some((each) => (each.startsWith('.') ? name.toLowerCase().endsWith(each) : type === '' || (each.endsWith('/*') ? type.startsWith(each.slice(0, -1)) : type === each)))
  )
}

function at(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), data)
}

function withValue(data: JsonObject, [name, ...inner]: readonly string[], value: unknown): JsonObject {
  if (name === undefined) {
    return data
  }
  const before = data[name]
  return { ...data, [name]: inner.length === 0 ? value : withValue(isObject(before) ? before : {}, inner, value) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
