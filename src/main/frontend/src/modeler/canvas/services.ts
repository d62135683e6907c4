import type { Model, Moddle } from '../diagram'

/** The parts of bpmn-js that we use, as narrow as we use them. */
export interface Shape {
  id: string
  type: string
  x: number
  y: number
  width: number
  height: number
  businessObject: Model
  di: Model
  parent?: Shape
  labelTarget?: Shape
  waypoints?: readonly unknown[]
}

export interface EventBus {
  on: (events: string | readonly string[], priority: number, listener: (event: never) => unknown) => void
  off: (events: string | readonly string[], listener: (event: never) => unknown) => void
  fire: (event: string, payload?: unknown) => unknown
}

export interface Modeling {
  updateProperties: (element: Shape, properties: Record<string, unknown>) => void
  updateModdleProperties: (element: Shape, model: Model, properties: Record<string, unknown>) => void
}

export interface CommandStack {
  execute: (command: string, context: unknown) => void
  registerHandler: (command: string, handler: unknown) => void
  undo: () => void
  redo: () => void
  canUndo: () => boolean
  canRedo: () => boolean
  clear: () => void
  _stackIdx: number
}

export interface Canvas {
  zoom: (level?: number | 'fit-viewport', center?: 'auto') => number
  viewbox: (box?: { x: number; y: number; width: number; height: number }) => { x: number; y: number; width: number; height: number; inner: { x: number; y: number; width: number; height: number } }
  resized: () => void
  getRootElement: () => Shape
  getRootElements: () => readonly Shape[]
  setRootElement: (root: Shape) => void
  findRoot: (element: Shape | string) => Shape | undefined
  scrollToElement: (element: Shape | string, padding?: number) => void
  addMarker: (element: Shape | string, marker: string) => void
  removeMarker: (element: Shape | string, marker: string) => void
  getSize: () => { width: number; height: number }
  focus: () => void
}

export interface ElementRegistry {
  get: (id: string) => Shape | undefined
  filter: (accept: (element: Shape) => boolean) => Shape[]
  getAll: () => Shape[]
}

export interface Selection {
  get: () => readonly Shape[]
  select: (elements: Shape | readonly Shape[] | null) => void
}

export interface Overlays {
  add: (element: Shape | string, type: string, overlay: { position: Record<string, number>; html: HTMLElement; scale?: boolean; show?: Record<string, number> }) => string
  remove: (filter: { type: string }) => void
}

export interface ElementFactory {
  createShape: (attributes: Record<string, unknown>) => Shape
}

export interface Create {
  start: (event: Event, shape: Shape, context?: Record<string, unknown>) => void
}

export interface Replace {
  replaceElement: (element: Shape, target: Record<string, unknown>) => Shape
}

export interface MenuEntry {
  label?: string
  title?: string
  description?: string
  className?: string
  group?: string | { id: string; name?: string }
  html?: string
  imageHtml?: string
  rank?: number
  search?: string
  action: unknown
}

export type MenuEntries = Record<string, MenuEntry>

/** Which of them a modeler has. */
export interface Services {
  eventBus: EventBus
  modeling: Modeling
  commandStack: CommandStack
  canvas: Canvas
  elementRegistry: ElementRegistry
  selection: Selection
  overlays: Overlays
  elementFactory: ElementFactory
  moddle: Moddle & { ids: { assigned: (id: string) => Model | false } }
  minimap: { open: () => void; close: () => void; isOpen: () => boolean }
  searchPad: { open: () => void; isOpen: () => boolean; toggle: () => void }
  editorActions: { trigger: (action: string, options?: unknown) => unknown }
  keyboard: { bind: (node?: Element) => void }
}
