import { t } from '../texts'
import { attribute, extensions, field, names, taskType } from './extensions'
import { is, many, one, processOf, text, within, type Model } from './model'

export type Schema = Readonly<Record<string, unknown>>

/** What is known of the things a diagram names: the schemas of agents' answers and tools' results, and the forms. */
export interface Known {
  agents: ReadonlyMap<string, Schema>
  tools: ReadonlyMap<string, Schema>
  forms: ReadonlyMap<string, Schema>
}

export interface Variable {
  /** Such as `lead.company`. */
  path: string
  /** What its author calls it, its type or its values. */
  note: string
  /** Who writes it: the name of the element. */
  from: string
}

/** The variables that exist when an element begins, as far as the diagram tells: those that a path to it has written. */
export function variablesBefore(element: Model, known: Known): readonly Variable[] {
  const process = processOf(element)
  if (process === undefined) {
    return []
  }
  const before = is(element, 'bpmn:Process') ? new Set(within(process)) : predecessors(element)
  const found = new Map<string, Variable>()
  for (const writer of within(process)) {
    if (before.has(writer) || is(writer, 'bpmn:DataObject')) {
      for (const variable of written(writer, known)) {
        if (!found.has(variable.path)) {
          found.set(variable.path, variable)
        }
      }
    }
  }
  for (const variable of ofLoops(element)) {
    found.set(variable.path, variable)
  }
  return [...found.values()]
}

/** Everything from which a path leads here. */
function predecessors(element: Model): ReadonlySet<Model> {
  const seen = new Set<Model>()
  const open: Model[] = is(element, 'bpmn:SequenceFlow') ? [one(element, 'sourceRef')].filter((source) => source !== undefined) : sources(element)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (!seen.has(at)) {
      seen.add(at)
      open.push(...sources(at))
      // What happens inside of a sub-process has happened when it is over.
      for (const inside of many(at, 'flowElements')) {
        if (!seen.has(inside)) {
          open.push(inside)
        }
      }
    }
  }
  return seen
}

function sources(element: Model): Model[] {
  const direct = many(element, 'incoming').flatMap((flow) => one(flow, 'sourceRef') ?? [])
  const host = one(element, 'attachedToRef')
  const outside = element.$parent !== undefined && is(element.$parent, 'bpmn:SubProcess') ? sources(element.$parent) : []
  // An event at a task has its own variable, and all that there was before the task.
  return [...direct, ...(host === undefined ? [] : sources(host)), ...outside]
}

function written(writer: Model, known: Known): readonly Variable[] {
  const from = writer.name ?? writer.id ?? ''
  const type = taskType(writer)
  if (type === 'agent') {
    return ofSchema(field(writer, 'result'), known.agents.get(field(writer, 'agent') ?? ''), from)
  }
  if (type === 'tool') {
    return ofSchema(field(writer, 'result'), known.tools.get(field(writer, 'tool') ?? ''), from)
  }
  if (is(writer, 'bpmn:UserTask') || is(writer, 'bpmn:StartEvent')) {
    const initiator = is(writer, 'bpmn:StartEvent') ? text(writer, 'flowable:initiator') : ''
    return [
      ...formVariables(known.forms.get(text(writer, 'flowable:formKey')), from),
      ...(initiator === '' ? [] : [{ path: initiator, note: t('who has started it'), from }]),
    ]
  }
  if (is(writer, 'bpmn:DataObject')) {
    return writer.name === undefined ? [] : [{ path: writer.name, note: extensions(writer, 'flowable:value')[0]?.$body ?? t('data'), from: t('the process') }]
  }
  if (is(writer, 'bpmn:CallActivity')) {
    return extensions(writer, 'flowable:out').map((out) => ({ path: attribute(out, 'target'), note: t('of the called process'), from }))
  }
  return many(writer, 'eventDefinitions')
    .map((definition) => text(definition, 'flowable:errorVariableName'))
    .filter((name) => name !== '')
    .map((path) => ({ path, note: t('what went wrong'), from }))
}

/** A loop's element is known inside of it. */
function ofLoops(element: Model): readonly Variable[] {
  const found: Variable[] = []
  for (let at: Model | undefined = element; at !== undefined && !is(at, 'bpmn:Process'); at = at.$parent) {
    const loop = is(at, 'bpmn:Activity') ? one(at, 'loopCharacteristics') : undefined
    for (const name of loop === undefined ? [] : ['flowable:elementVariable', 'flowable:elementIndexVariable'].map((attribute) => text(loop, attribute))) {
      if (name !== '') {
        found.push({ path: name, note: t('of this round'), from: at.name ?? at.id ?? '' })
      }
    }
  }
  return found
}

const deepest = 3

function ofSchema(root: string | undefined, schema: Schema | undefined, from: string): readonly Variable[] {
  return root === undefined || root === '' ? [] : [{ path: root, note: '', from }, ...inside(root, schema, from, 1)]
}

function inside(path: string, schema: Schema | undefined, from: string, depth: number): readonly Variable[] {
  if (depth > deepest) {
    return []
  }
  return Object.entries(record(schema?.['properties']) ?? {}).flatMap(([name, value]) => {
    const property = record(value)
    return [{ path: `${path}.${name}`, note: noteOf(property), from }, ...inside(`${path}.${name}`, property, from, depth + 1)]
  })
}

function noteOf(schema: Schema | undefined): string {
  const options = schema?.['enum']
  const values = Array.isArray(options) ? options.map((option) => (typeof option === 'string' ? `'${option}'` : JSON.stringify(option))).join(', ') : null
  const title = typeof schema?.['title'] === 'string' ? schema['title'] : typeof schema?.['type'] === 'string' ? schema['type'] : ''
  return values === null ? title : `${title}${title === '' ? '' : ': '}${values}`
}

/** What a form writes: each field, and the variable it is in. */
export function formVariables(schema: Schema | undefined, from: string): readonly Variable[] {
  const found = new Map<string, Variable>()
  for (const component of components(schema)) {
    const key = component['key']
    if (typeof key !== 'string' || component['readonly'] === true || component['disabled'] === true) {
      continue
    }
    const root = names(key.replaceAll('.', ','))[0] ?? key
    if (root !== key && !found.has(root)) {
      found.set(root, { path: root, note: '', from })
    }
    found.set(key, { path: key, note: formNote(component), from })
  }
  return [...found.values()]
}

function formNote(component: Schema): string {
  const label = typeof component['label'] === 'string' ? component['label'] : ''
  const values = Array.isArray(component['values']) ? component['values'].map((value) => record(value)?.['value']) : []
  return values.length === 0 ? label : `${label}: ${values.map((value) => `'${String(value)}'`).join(', ')}`
}

function components(schema: Schema | undefined): readonly Schema[] {
  const list = schema?.['components']
  return Array.isArray(list) ? list.map(record).flatMap((component) => (component === undefined ? [] : [component, ...components(component)])) : []
}

function record(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined
}
