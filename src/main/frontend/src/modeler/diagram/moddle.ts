import { BpmnModdle } from 'bpmn-moddle'
import { descriptors } from './descriptors'
import type { Model, ModelFactory } from './model'

/** The namespaces whose elements are read as they are, whatever they are called: descriptors list attributes only. */
const generic = new Set(Object.values(descriptors).map(({ prefix }) => prefix))

interface Registered {
  getPackage: (uriOrPrefix: string) => unknown
}

/**
 * Reads and writes BPMN. A moddle that knows a namespace drops the elements it has no type for; this one knows the
 * prefixes of ours, so that every file ends up with the same ones, and keeps each element.
 */
export function createModdle(): Moddle {
  return keepingEverything(new BpmnModdle(descriptors) as unknown as Moddle)
}

/** For a moddle that somebody else has made with our descriptors. */
export function keepingEverything<T extends object>(made: T): T {
  const moddle = made as T & Registered
  const registered = moddle.getPackage.bind(moddle)
  moddle.getPackage = (uriOrPrefix) => (generic.has(uriOrPrefix) ? undefined : registered(uriOrPrefix))
  return moddle
}

export interface Moddle extends ModelFactory {
  /** Rejects with the `warnings` where it is no BPMN at all. */
  fromXML: (xml: string) => Promise<{ rootElement: Model; warnings: readonly ImportWarning[] }>
  toXML: (element: Model, options?: { format?: boolean }) => Promise<{ xml: string }>
}

export interface ImportWarning {
  message: string
}
