import type { Model, ModelFactory } from '../diagram'
import type { EventBus } from './services'

/** Copies, pastes and replacements of elements keep what other tools have put there; bpmn-js by itself takes along what it has a type for. */
function copyEverything(eventBus: EventBus, factory: ModelFactory): object {
  eventBus.on('moddleCopy.canCopyProperty', 1500, ({ property }: { property: unknown }) => {
    return isGeneric(property) ? copyOf(factory, property) : undefined
  })
  eventBus.on('moddleCopy.canCopyProperties', 1500, ({ sourceElement, targetElement }: { sourceElement: Model; targetElement: Model }) => {
    for (const [name, value] of Object.entries(attributesOf(sourceElement))) {
      if (!name.startsWith('xmlns')) {
        targetElement.$attrs[name] ??= value
      }
    }
  })
  return {}
}
copyEverything.$inject = ['eventBus', 'moddle']

function attributesOf(model: Model): Record<string, string> {
  return (model as Partial<Model>).$attrs ?? {}
}

function isGeneric(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && '$descriptor' in value && (value as Model).$descriptor.isGeneric === true
}

export function copyOf(factory: ModelFactory, model: Model): Model {
  const { $children, ...rest } = model
  const copy = factory.createAny(model.$type, model.$descriptor.ns.uri ?? '', rest)
  if ($children !== undefined) {
    copy.$children = $children.map((child) => copyOf(factory, child))
    copy.$children.forEach((child) => (child.$parent = copy))
  }
  return copy
}

export const copyingModule = { __init__: ['stewardCopying'], stewardCopying: ['factory', copyEverything] }
