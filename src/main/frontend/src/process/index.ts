import { lazyRouteComponent } from '@tanstack/react-router'

export const InstanceList = lazyRouteComponent(() => import('./InstanceList'))
export const InstancePage = lazyRouteComponent(() => import('./InstancePage'))
export const ProcessList = lazyRouteComponent(() => import('./ProcessList'))
export const ProcessPage = lazyRouteComponent(() => import('./ProcessPage'))
export const ReadinessPage = lazyRouteComponent(() => import('./ReadinessPage'))

export { fileFields, withFiles } from './attachedFiles'
export { fileAccess, useTaskFiles } from './attachmentQueries'
export { Diagram } from './Diagram'
export { FormView } from './FormView'
export { parseInstanceFilters, type InstanceFilters } from './filters'
export { isLive, useInstance, useTimeline } from './instanceQueries'
export { parseJsonObject } from './json'
export { parseLook, type Look } from './figures'
export { useProcess, useProcesses } from './processQueries'
export { Timeline } from './Timeline'
export { parseView, type View } from './view'
