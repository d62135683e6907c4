import { lazy } from 'react'

export const Modeler = lazy(() => import('./Modeler'))
export const ComparePage = lazy(() => import('./ComparePage'))
