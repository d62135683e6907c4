import { lazy } from 'react'

export const DecisionCard = lazy(() => import('./DecisionCard'))
