import type { JsonObject } from '../../api'
import { field, fields, is, names, one, referencesInExpression, referencesInText, text, variablesBefore, within, type Known, type Model } from '../diagram'

/** What a process reads and nothing in it writes, with empty texts for values: it has to come with the start. */
export function expectedVariables(process: Model, known: Known): JsonObject {
  const written = new Set(variablesBefore(process, known).map(({ path }) => rootOf(path)))
  const paths = [...within(process)].flatMap(readBy).filter((path) => !written.has(rootOf(path)))
  const expected: JsonObject = {}
  // The longest first: what has parts is an object.
  for (const path of [...new Set(paths)].sort((a, b) => b.length - a.length)) {
    put(expected, path.replaceAll(/\[\d+\]/g, '').split('.'))
  }
  return Object.fromEntries(Object.entries(expected).sort(([a], [b]) => a.localeCompare(b)))
}

function readBy(element: Model): readonly string[] {
  const loop = is(element, 'bpmn:Activity') ? one(element, 'loopCharacteristics') : undefined
  const own = new Set(loop === undefined ? [] : [text(loop, 'flowable:elementVariable'), text(loop, 'flowable:elementIndexVariable')])
  const condition = is(element, 'bpmn:SequenceFlow') ? one(element, 'conditionExpression') : undefined
  return [
    ...fields(element).flatMap(([, value]) => referencesInText(value).map(({ path }) => path)),
    ...names(field(element, 'inputs')),
    ...(condition === undefined ? [] : referencesInExpression(text(condition, 'body')).map(({ path }) => path)),
    ...(loop === undefined ? [] : referencesInExpression(text(loop, 'flowable:collection')).map(({ path }) => path)),
  ].filter((path) => !own.has(rootOf(path)))
}

function rootOf(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path
}

function put(into: JsonObject, [name, ...rest]: readonly string[]): void {
  if (name === undefined) {
    return
  }
  const before = into[name]
  if (rest.length === 0) {
    into[name] ??= ''
    return
  }
  const inside = typeof before === 'object' && before !== null ? (before as JsonObject) : {}
  put(inside, rest)
  into[name] = inside
}
