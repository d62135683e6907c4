import { lazy } from 'react'

export const IncidentList = lazy(() => import('./IncidentList'))
