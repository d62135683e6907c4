import { lazyRouteComponent } from '@tanstack/react-router'

export const RetentionPage = lazyRouteComponent(() => import('./RetentionPage'))

export const InstanceHold = lazyRouteComponent(() => import('./InstanceHold'))
