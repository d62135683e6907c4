import { lazyRouteComponent } from '@tanstack/react-router'

export const AuditSearch = lazyRouteComponent(() => import('./AuditSearch'))

export { parseAuditFilters, type AuditFilters } from './filters'
