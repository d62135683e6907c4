import { lazy } from 'react'

export const Inbox = lazy(() => import('./Inbox'))
export const InstanceList = lazy(() => import('./InstanceList'))
export const InstancePage = lazy(() => import('./InstancePage'))
export const ProcessList = lazy(() => import('./ProcessList'))
export const ProcessPage = lazy(() => import('./ProcessPage'))
export const UserTask = lazy(() => import('./UserTask'))

export { Diagram } from './Diagram'
export { FormView } from './FormView'
export { parseInboxFilters, parseInstanceFilters, type InboxFilters, type InstanceFilters } from './filters'
export type { InboxPatch } from './Inbox'
export { isLive, useInstance, useTimeline } from './instanceQueries'
export { parseJsonObject } from './json'
export { useProcess, useProcesses } from './processQueries'
export { TaskHeader } from './TaskHeader'
export { taskDone, useTask } from './taskQueries'
export { Timeline } from './Timeline'
