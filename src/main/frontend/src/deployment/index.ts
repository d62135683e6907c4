import { lazyRouteComponent } from '@tanstack/react-router'

export const DeploymentList = lazyRouteComponent(() => import('./DeploymentList'))
export const DeploymentPage = lazyRouteComponent(() => import('./DeploymentPage'))
