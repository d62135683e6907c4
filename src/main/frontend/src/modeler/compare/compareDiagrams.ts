import { is, typeName, within, type Model } from '../diagram'
import { t } from '../texts'
import { factsOf, isCompared } from './facts'

export interface PropertyChange {
  label: string
  /** Null where it was not there. */
  before: string | null
  /** Null where it is there no more. */
  after: string | null
}

export interface ElementChange {
  id: string
  name: string
  type: string
  kind: 'added' | 'removed' | 'changed' | 'moved'
  properties: readonly PropertyChange[]
}

/** What is different in words: elements that came, went, say something else, or stand elsewhere. */
export function compareDiagrams(before: Model, after: Model): readonly ElementChange[] {
  const old = elements(before)
  const fresh = elements(after)
  const places = { before: layout(before), after: layout(after) }
  const changes: ElementChange[] = []
  for (const [id, model] of fresh) {
    const earlier = old.get(id)
    const described = { id, name: model.name ?? id, type: typeName(model) }
    if (earlier === undefined) {
      changes.push({ ...described, kind: 'added', properties: compareFacts(new Map(), factsOf(model)) })
    } else {
      const properties = [...(earlier.$type === model.$type ? [] : [{ label: t('Kind of element'), before: typeName(earlier), after: typeName(model) }]), ...compareFacts(factsOf(earlier), factsOf(model))]
      if (properties.length > 0) {
        changes.push({ ...described, kind: 'changed', properties })
      } else if (places.before.get(id) !== places.after.get(id) && !is(model, 'bpmn:SequenceFlow')) {
        changes.push({ ...described, kind: 'moved', properties: [] })
      }
    }
  }
  for (const [id, model] of old) {
    if (!fresh.has(id)) {
      changes.push({ id, name: model.name ?? id, type: typeName(model), kind: 'removed', properties: [] })
    }
  }
  return changes
}

function elements(definitions: Model): ReadonlyMap<string, Model> {
  return new Map([...within(definitions)].filter(isCompared).map((model) => [model.id ?? '', model]))
}

export function compareFacts(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly PropertyChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((label) => before.get(label) !== after.get(label))
    .map((label) => ({ label, before: before.get(label) ?? null, after: after.get(label) ?? null }))
}

/** Where each element is drawn. */
function layout(definitions: Model): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const diagram of (definitions.get('diagrams') ?? []) as Model[]) {
    const plane = diagram.get('plane') as Model | undefined
    for (const drawn of (plane?.get('planeElement') ?? []) as Model[]) {
      const element = drawn.get('bpmnElement') as Model | undefined
      const bounds = drawn.$descriptor.name === 'bpmndi:BPMNShape' ? (drawn.get('bounds') as Model | undefined) : undefined
      if (element?.id !== undefined && bounds !== undefined) {
        found.set(element.id, ['x', 'y', 'width', 'height'].map((side) => String(bounds.get(side) as number)).join(' '))
      }
    }
  }
  return found
}
