import { lazyRouteComponent } from '@tanstack/react-router'

export const IncidentList = lazyRouteComponent(() => import('./IncidentList'))
