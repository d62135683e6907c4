import { createContext, use } from 'react'
import type { Modeling, Services, Shape, StewardModeler } from '../canvas'
import type { Catalog } from '../catalog'
import type { Finding } from '../checks'
import { definitionsOf, many, withFields, type Model, type Variable } from '../diagram'

/** What the panel shows, and the ways to change it. Each call is one step that can be undone. */
export interface Editing {
  element: Shape
  model: Model
  definitions: Model
  catalog: Catalog
  /** What can be referred to at this place. */
  variables: readonly Variable[]
  findings: readonly Finding[]
  moddle: Services['moddle']
  /** Attributes of the element itself; `undefined` takes one away. */
  set: (properties: Record<string, unknown>) => void
  /** Properties of something that belongs to the element, such as a timer. */
  setOn: (model: Model, properties: Record<string, unknown>) => void
  setFields: (changes: Readonly<Record<string, string | null>>) => void
  setExtensions: (next: Model | undefined) => void
  /** A new entry among the definitions, such as an error, and a reference to it. */
  addDefinition: (type: string, attributes: Record<string, unknown>, on: Model, reference: string) => void
  asOneStep: (change: () => void) => void
}

export function editingOf(modeler: StewardModeler, element: Shape, model: Model, rest: Pick<Editing, 'catalog' | 'variables' | 'findings'>): Editing {
  const modeling: Modeling = modeler.service('modeling')
  const moddle = modeler.service('moddle')
  const definitions = definitionsOf(model)
  if (definitions === undefined) {
    throw new Error('An element that is drawn belongs to a document.')
  }
  const setOn = (target: Model, properties: Record<string, unknown>): void => modeling.updateModdleProperties(element, target, properties)
  return {
    ...rest,
    element,
    model,
    definitions,
    moddle,
    set: (properties) => (model === element.businessObject ? modeling.updateProperties(element, properties) : setOn(model, properties)),
    setOn,
    setFields: (changes) => setOn(model, { extensionElements: withFields(moddle, model, changes) }),
    setExtensions: (next) => setOn(model, { extensionElements: next }),
    addDefinition: (type, attributes, on, reference) =>
      modeler.asOneStep(() => {
        const created = moddle.create(type, attributes)
        created.$parent = definitions
        setOn(definitions, { rootElements: [...many(definitions, 'rootElements'), created] })
        setOn(on, { [reference]: created })
      }),
    asOneStep: (change) => modeler.asOneStep(change),
  }
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing(): Editing {
  const editing = use(EditingContext)
  if (editing === null) {
    throw new Error('Only inside of the properties panel.')
  }
  return editing
}
