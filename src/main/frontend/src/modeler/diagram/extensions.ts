import { flowableUri, stewardUri } from './descriptors'
import { is, many, one, text, type Model, type ModelFactory } from './model'

/** Reads and replaces what stands in `extensionElements`. Nothing is changed in place, so that each change is one command that can be undone. */

const uris = { flowable: flowableUri, steward: stewardUri } as const
export type ExtensionName = `${keyof typeof uris}:${string}`

export function extensions(model: Model, name?: ExtensionName): readonly Model[] {
  const holder = one(model, 'extensionElements')
  const values = holder === undefined ? [] : many(holder, 'values')
  return name === undefined ? values : values.filter(({ $type }) => $type === name)
}

/** An attribute of an element outside of BPMN; "" where it is not there. */
export function attribute(extension: Model | undefined, name: string): string {
  const value = (extension as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}

/** The attributes of an element outside of BPMN, without those that declare namespaces. */
export function attributes(extension: Model): Record<string, string> {
  return Object.fromEntries(
    Object.entries(extension).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$') && !entry[0].startsWith('xmlns')),
  )
}

/** The value of `extensionElements` with other extensions; undefined where none are left. */
export function withExtensions(factory: ModelFactory, model: Model, values: readonly Model[]): Model | undefined {
  const before = one(model, 'extensionElements')
  if (values.length === 0 && (before === undefined || Object.keys(before.$attrs).length === 0)) {
    return undefined
  }
  const holder = factory.create('bpmn:ExtensionElements', { ...before?.$attrs, values: [...values] })
  holder.$parent = model
  values.forEach((value) => (value.$parent = holder))
  return holder
}

export function newExtension(factory: ModelFactory, name: ExtensionName, attributes: Record<string, unknown> = {}): Model {
  return factory.createAny(name, uris[name.split(':')[0] as keyof typeof uris], attributes)
}

/** The type of a service task: `agent`, `tool`, `dmn`; undefined for everything else. */
export function taskType(model: Model): string | undefined {
  return is(model, 'bpmn:ServiceTask') ? text(model, 'flowable:type') || model.$attrs['camunda:type'] || undefined : undefined
}

/** Camunda Modeler writes the same fields in its own namespace, and the engine reads both. */
function isField({ $type }: Model): boolean {
  return $type === 'flowable:field' || $type === 'camunda:field'
}

function fieldOf(model: Model, name: string): Model | undefined {
  return extensions(model).find((value) => isField(value) && attribute(value, 'name') === name)
}

/** What a `flowable:field` holds, however it is written; undefined where the task has no such field. */
export function field(model: Model, name: string): string | undefined {
  const found = fieldOf(model, name)
  return found === undefined ? undefined : fieldText(found)
}

function fieldText(found: Model): string {
  const child = found.$children?.find(({ $type }) => /^(?:flowable|camunda):(?:string|expression)$/.test($type))
  return child?.$body ?? (attribute(found, 'stringValue') || attribute(found, 'expression'))
}

/** All fields of a task, in their order. */
export function fields(model: Model): readonly (readonly [string, string])[] {
  return extensions(model)
    .filter(isField)
    .map((found) => [attribute(found, 'name'), fieldText(found)] as const)
}

/** `extensionElements` with some fields set; `null` takes a field out. Fields keep their places, new ones come last. */
export function withFields(factory: ModelFactory, model: Model, changes: Readonly<Record<string, string | null>>): Model | undefined {
  const values: Model[] = []
  const open = new Map(Object.entries(changes))
  for (const value of extensions(model)) {
    const name = isField(value) ? attribute(value, 'name') : undefined
    const change = name === undefined ? undefined : changes[name]
    if (name === undefined || change === undefined) {
      values.push(value)
    } else {
      if (change !== null && open.has(name)) {
        values.push(newField(factory, name, change))
      }
      open.delete(name)
    }
  }
  for (const [name, change] of open) {
    if (change !== null) {
      values.push(newField(factory, name, change))
    }
  }
  return withExtensions(factory, model, values)
}

function newField(factory: ModelFactory, name: string, value: string): Model {
  const content = newExtension(factory, 'flowable:string', { $body: value })
  const created = newExtension(factory, 'flowable:field', { name, $children: [content] })
  content.$parent = created
  return created
}

/** `extensionElements` with one element of a kind, or none where all its attributes are empty. What it holds beside the given attributes stays. */
export function withOnly(factory: ModelFactory, model: Model, name: ExtensionName, changes: Readonly<Record<string, string>>): Model | undefined {
  const before = extensions(model, name)[0]
  const merged = Object.fromEntries(Object.entries({ ...(before === undefined ? {} : attributes(before)), ...changes }).filter(([, value]) => value !== ''))
  const children = before?.$children
  const next = Object.keys(merged).length === 0 && children === undefined ? [] : [newExtension(factory, name, { ...merged, ...(children === undefined ? {} : { $children: children }) })]
  const others = extensions(model).filter((value) => value !== before)
  const place = before === undefined ? others.length : extensions(model).indexOf(before)
  return withExtensions(factory, model, [...others.slice(0, place), ...next, ...others.slice(place)])
}

/** `extensionElements` with all elements of a kind replaced. */
export function withAll(factory: ModelFactory, model: Model, name: ExtensionName, items: readonly Readonly<Record<string, string>>[]): Model | undefined {
  const made = items.map((item) => newExtension(factory, name, Object.fromEntries(Object.entries(item).filter(([, value]) => value !== ''))))
  return withExtensions(factory, model, [...extensions(model).filter(({ $type }) => $type !== name), ...made])
}

/** "a, b" as names. */
export function names(list: string | undefined): string[] {
  return (list ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '')
}
