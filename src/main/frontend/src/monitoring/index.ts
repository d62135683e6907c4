import { lazyRouteComponent } from '@tanstack/react-router'

export const AlertsPage = lazyRouteComponent(() => import('./alerts/AlertsPage'))
export const MonitoringPage = lazyRouteComponent(() => import('./MonitoringPage'))

export { parseMonitoringFilters, type MonitoringFilters } from './filters'
