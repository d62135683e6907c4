import type { FieldError, JsonObject } from '../api'
import { sentenceCase } from '../ui'

export type Path = readonly string[]

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((current, key) => (isObject(current) ? current[key] : undefined), value)
}

/** A copy with one value set; `undefined` removes it. */
export function withValueAt(value: JsonObject, path: Path, next: unknown): JsonObject {
  const [key, ...rest] = path
  if (key === undefined) {
    return value
  }
  if (rest.length > 0) {
    const child = value[key]
    return { ...value, [key]: withValueAt(isObject(child) ? child : {}, rest, next) }
  }
  if (next === undefined) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  }
  return { ...value, [key]: next }
}

export interface Change {
  path: Path
  before: unknown
  after: unknown
}

/** What an edit changed, field by field; objects are looked into, lists are compared as a whole. */
export function changes(before: JsonObject, after: JsonObject, path: Path = []): readonly Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((name) => {
    const here = [...path, name]
    const was = before[name]
    const is = after[name]
    if (isObject(was) && isObject(is)) {
      return changes(was, is, here)
    }
    return sameJson(was, is) ? [] : [{ path: here, before: was, after: is }]
  })
}

export function pathLabel(path: Path): string {
  return path.map(sentenceCase).join(' › ')
}

/** The RFC 6901 pointer of a path. */
export function pointer(path: Path): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export interface PlacedErrors {
  /** By the pointer of the field they are shown at. */
  atField: ReadonlyMap<string, string>
  elsewhere: readonly FieldError[]
}

/** Finds for each of the server's errors the field that shows it: the one it names, or the nearest around it. */
export function placeErrors(errors: readonly FieldError[], fields: readonly Path[]): PlacedErrors {
  const known = new Set(fields.map(pointer))
  const atField = new Map<string, string>()
  const elsewhere: FieldError[] = []
  for (const error of errors) {
    const place = nearest(error.path, known) ?? nearest(error.path.replace(/^\/arguments(?=\/|$)/, ''), known)
    if (place === null) {
      elsewhere.push(error)
    } else {
      const earlier = atField.get(place)
      atField.set(place, earlier === undefined ? error.message : `${earlier} ${error.message}`)
    }
  }
  return { atField, elsewhere }
}

function nearest(path: string, known: ReadonlySet<string>): string | null {
  for (let place = path; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    if (known.has(place)) {
      return place
    }
    if (!place.includes('/')) {
      return null
    }
  }
  return null
}

function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]))
  }
  if (isObject(a) && isObject(b)) {
    return changes(a, b).length === 0
  }
  return Object.is(a, b)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
