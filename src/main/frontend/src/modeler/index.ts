import { lazy } from 'react'

export const Modeler = lazy(() => import('./Modeler'))
