import { lazy } from 'react'

export const AuditSearch = lazy(() => import('./AuditSearch'))

export { parseAuditFilters, type AuditFilters } from './filters'
