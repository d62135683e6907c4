import { lazy } from 'react'

export const SavedFilters = lazy(() => import('./SavedFilters'))
