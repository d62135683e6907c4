import { lazyRouteComponent } from '@tanstack/react-router'

export const MonitoringPage = lazyRouteComponent(() => import('./MonitoringPage'))

export { parseMonitoringFilters, type MonitoringFilters } from './filters'
