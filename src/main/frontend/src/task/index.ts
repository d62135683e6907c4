import { lazyRouteComponent } from '@tanstack/react-router'
import { lazy } from 'react'

export const Away = lazy(() => import('./Away'))
export const Inbox = lazyRouteComponent(() => import('./Inbox'))
export const UserTask = lazy(() => import('./UserTask'))

export { Comments } from './Comments'
export { parseInboxFilters, type InboxFilters, type InboxPatch } from './filters'
export { TaskHeader } from './TaskHeader'
export { taskDone, useTask } from './taskQueries'
