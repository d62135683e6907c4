import { lazyRouteComponent } from '@tanstack/react-router'

export const KnowledgePage = lazyRouteComponent(() => import('./KnowledgePage'))
