import { lazy } from 'react'

export { Details } from './Details'
export { answer, settlements } from './settlement'
export { WithComment } from './WithComment'

export const DecisionCard = lazy(() => import('./DecisionCard'))
export const DecideTogether = lazy(() => import('./DecideTogether'))
export const SampleCard = lazy(() => import('./SampleCard'))
export const InDoubtCard = lazy(() => import('./InDoubtCard'))

export { mayDecideTogether } from './together'
