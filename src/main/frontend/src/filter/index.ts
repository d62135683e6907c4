import { lazyRouteComponent } from '@tanstack/react-router'

export const SavedFilters = lazyRouteComponent(() => import('./SavedFilters'))
