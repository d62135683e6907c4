import { lazy } from 'react'

export const AgentEditor = lazy(() => import('./AgentEditor'))
export const AgentPage = lazy(() => import('./AgentPage'))
export const CataloguePage = lazy(() => import('./CataloguePage'))
export const CompareVersions = lazy(() => import('./CompareVersions'))
export const ToolEditor = lazy(() => import('./ToolEditor'))
export const ToolPage = lazy(() => import('./ToolPage'))
