/** An element of the BPMN model. Elements in other namespaces than BPMN's are generic: their attributes are properties. */
export interface Model {
  readonly $type: string
  $parent?: Model | undefined
  readonly $attrs: Record<string, string>
  $children?: Model[]
  $body?: string
  readonly $descriptor: ModelDescriptor
  readonly $instanceOf: (type: string) => boolean
  readonly get: (name: string) => unknown
  readonly set: (name: string, value: unknown) => void
  id?: string
  name?: string
}

interface ModelDescriptor {
  name: string
  isGeneric?: boolean
  ns: { prefix: string; localName: string; uri?: string }
  properties: readonly PropertyDescriptor[]
}

export interface PropertyDescriptor {
  /** With prefix. */
  name: string
  ns: { prefix: string; localName: string }
  type: string
  isMany?: boolean
  isReference?: boolean
  isAttr?: boolean
  isBody?: boolean
  isVirtual?: boolean
  default?: unknown
}

/** What the functions here need to make new elements. */
export interface ModelFactory {
  create: (type: string, attributes?: Record<string, unknown>) => Model
  createAny: (name: string, uri: string, attributes?: Record<string, unknown>) => Model
}

export function is(model: Model | undefined, type: string): boolean {
  return model !== undefined && typeof model.$instanceOf === 'function' && model.$instanceOf(type)
}

/** A property that holds one element. */
export function one(model: Model, name: string): Model | undefined {
  const value = model.get(name)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Model) : undefined
}

/** A property that holds several elements. */
export function many(model: Model, name: string): readonly Model[] {
  const value = model.get(name)
  return Array.isArray(value) ? (value as Model[]) : []
}

/** A property that holds text; "" where there is none. */
export function text(model: Model, name: string): string {
  const value = model.get(name)
  return typeof value === 'string' ? value : typeof value === 'boolean' || typeof value === 'number' ? String(value) : ''
}

/** The element and everything inside it, in the order of the file. */
export function* within(model: Model): Generator<Model> {
  yield model
  for (const property of ['rootElements', 'flowElements', 'artifacts', 'laneSets', 'lanes', 'participants', 'messageFlows', 'eventDefinitions']) {
    for (const child of many(model, property)) {
      yield* within(child)
    }
  }
  const childLanes = one(model, 'childLaneSet')
  if (childLanes !== undefined) {
    yield* within(childLanes)
  }
}

/** The process an element is in. */
export function processOf(model: Model): Model | undefined {
  let at: Model | undefined = model
  while (at !== undefined && !is(at, 'bpmn:Process')) {
    at = at.$parent
  }
  return at
}

export function definitionsOf(model: Model): Model | undefined {
  let at: Model | undefined = model
  while (at !== undefined && !is(at, 'bpmn:Definitions')) {
    at = at.$parent
  }
  return at
}
