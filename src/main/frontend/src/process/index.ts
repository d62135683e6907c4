import { lazy } from 'react'

export const InstanceList = lazy(() => import('./InstanceList'))
export const InstancePage = lazy(() => import('./InstancePage'))
export const ProcessList = lazy(() => import('./ProcessList'))
export const ProcessPage = lazy(() => import('./ProcessPage'))
export const ReadinessPage = lazy(() => import('./ReadinessPage'))

export { Diagram } from './Diagram'
export { FormView } from './FormView'
export { parseInstanceFilters, type InstanceFilters } from './filters'
export { isLive, useInstance, useTimeline } from './instanceQueries'
export { parseJsonObject } from './json'
export { parseLook, type Look } from './figures'
export { useProcess, useProcesses } from './processQueries'
export { Timeline } from './Timeline'
export { parseView, type View } from './view'
