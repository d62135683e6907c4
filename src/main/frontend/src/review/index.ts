import { lazy } from 'react'

export const DecisionCard = lazy(() => import('./DecisionCard'))
export const InDoubtCard = lazy(() => import('./InDoubtCard'))
