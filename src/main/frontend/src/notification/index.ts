import { lazy } from 'react'

export const Preferences = lazy(() => import('./Preferences'))
