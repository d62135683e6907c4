import { lazy } from 'react'

export const DecisionCard = lazy(() => import('./DecisionCard'))
export const SampleCard = lazy(() => import('./SampleCard'))
export const InDoubtCard = lazy(() => import('./InDoubtCard'))
