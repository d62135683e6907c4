import { lazy } from 'react'

export const DeploymentList = lazy(() => import('./DeploymentList'))
export const DeploymentPage = lazy(() => import('./DeploymentPage'))
