import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { AuditSearch, parseAuditFilters, type AuditFilters } from '../audit'
import { DeploymentList } from '../deployment'
import { SavedFilters } from '../filter'
import { IncidentList } from '../incident'
import { KnowledgePage } from '../knowledge'
import { MonitoringPage, parseMonitoringFilters, type MonitoringFilters } from '../monitoring'
import { InstanceList, InstancePage, parseInstanceFilters, parseLook, parseView, ProcessList, ProcessPage, type InstanceFilters, type Look, type View } from '../process'
import { Inbox, parseInboxFilters, type InboxFilters } from '../task'
import { textOf } from '../ui'
import { Gate } from './Gate'
import { ErrorPage, HomePage, InboxPage, NotFoundPage, SignInPage, TaskPage } from './pages'
import { parseSearch, safeNext, stringifySearch } from './searchParams'

const versionIn = (value: unknown): string | undefined => (typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value) ? value : undefined)

const deskPage = (name: keyof typeof import('./deskPages')): ReturnType<typeof lazyRouteComponent> => lazyRouteComponent(() => import('./deskPages'), name)

const agentPage = (name: keyof typeof import('./agentPages')): ReturnType<typeof lazyRouteComponent> => lazyRouteComponent(() => import('./agentPages'), name)

/** Fetched while the page's own code is, so that it is not found missing only when that is there. */
const along =
  (...parts: { preload?: (() => Promise<void> | undefined) | undefined }[]) =>
  async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.preload?.() ?? Promise.resolve()))
  }

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string | undefined; failed?: string | undefined } => ({
    next: safeNext(search['next']),
    failed: search['failed'] === 'true' ? 'true' : undefined,
  }),
  component: SignInPage,
})

const app = createRoute({ getParentRoute: () => root, id: 'app', component: Gate })

const home = createRoute({ getParentRoute: () => app, path: '/', component: HomePage })

const inbox = createRoute({
  getParentRoute: () => app,
  path: '/inbox',
  validateSearch: (search): Optional<InboxFilters> => parseInboxFilters(search),
  component: InboxPage,
  loader: along(Inbox, SavedFilters),
})

const task = createRoute({ getParentRoute: () => app, path: '/tasks/$id', component: TaskPage })

const processes = createRoute({ getParentRoute: () => app, path: '/processes', component: ProcessList, loader: along(ProcessList) })

const process = createRoute({ getParentRoute: () => app, path: '/processes/$key', validateSearch: (search): Look => parseLook(search), component: deskPage('OneProcessPage'), loader: along(ProcessPage) })

const readiness = createRoute({
  getParentRoute: () => app,
  path: '/processes/$key/readiness',
  validateSearch: (search): { version?: string | undefined } => ({ version: versionIn(search['version']) }),
  component: deskPage('OneReadinessPage'),
})

const instances = createRoute({
  getParentRoute: () => app,
  path: '/instances',
  validateSearch: (search): Optional<InstanceFilters> => parseInstanceFilters(search),
  component: deskPage('InstancesPage'),
  loader: along(InstanceList, SavedFilters),
})

const instance = createRoute({
  getParentRoute: () => app,
  path: '/instances/$id',
  validateSearch: (search): View => parseView(search),
  component: deskPage('OneInstancePage'),
  loader: along(InstancePage),
})

const deployments = createRoute({
  getParentRoute: () => app,
  path: '/deployments',
  validateSearch: (search): { process?: string | undefined } => ({
    process: typeof search['process'] === 'string' ? search['process'] : undefined,
  }),
  component: deskPage('DeploymentsPage'),
  loader: along(DeploymentList),
})

const incidents = createRoute({
  getParentRoute: () => app,
  path: '/incidents',
  validateSearch: (search): { process?: string | undefined } => ({ process: textOf(search['process']) }),
  component: deskPage('IncidentsPage'),
  loader: along(IncidentList),
})

const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: (search): AuditFilters => parseAuditFilters(search),
  component: deskPage('AuditPage'),
  loader: along(AuditSearch),
})

const knowledge = createRoute({
  getParentRoute: () => app,
  path: '/knowledge',
  validateSearch: (search): { collection?: string | undefined } => ({ collection: textOf(search['collection']) }),
  component: deskPage('KnowledgeDeskPage'),
  loader: along(KnowledgePage),
})

const retention = createRoute({ getParentRoute: () => app, path: '/retention', component: deskPage('RetentionDeskPage') })

const monitoring = createRoute({
  getParentRoute: () => app,
  path: '/monitoring',
  validateSearch: (search): MonitoringFilters => parseMonitoringFilters(search),
  component: deskPage('MonitoringDeskPage'),
  loader: along(MonitoringPage),
})

const alerts = createRoute({ getParentRoute: () => app, path: '/monitoring/alerts', component: deskPage('AlertsDeskPage') })

const you = createRoute({ getParentRoute: () => app, path: '/you', component: lazyRouteComponent(() => import('./YouPage'), 'YouPage') })

const deployment = createRoute({ getParentRoute: () => app, path: '/deployments/$id', component: deskPage('OneDeploymentPage') })

const modeler = createRoute({ getParentRoute: () => app, path: '/modeler', component: deskPage('ModelerPage') })

const modelerOfProcess = createRoute({
  getParentRoute: () => app,
  path: '/modeler/$key',
  validateSearch: (search): { version?: string | undefined } => ({ version: versionIn(search['version']) }),
  component: deskPage('ModelerPage'),
})

const compareVersions = createRoute({
  getParentRoute: () => app,
  path: '/modeler/$key/compare',
  validateSearch: (search): { from?: string | undefined; to?: string | undefined } => ({ from: versionIn(search['from']), to: versionIn(search['to']) }),
  component: deskPage('CompareVersionsPage'),
})

interface TwoVersions {
  from?: string | undefined
  to?: string | undefined
}

const twoVersions = (search: Record<string, unknown>): TwoVersions => ({ from: textOf(search['from']), to: textOf(search['to']) })

const agents = createRoute({
  getParentRoute: () => app,
  path: '/agents',
  validateSearch: (search): { show?: 'tool' | undefined; q?: string | undefined } => ({ show: search['show'] === 'tool' ? 'tool' : undefined, q: textOf(search['q']) }),
  component: agentPage('AgentsPage'),
})

const newAgent = createRoute({ getParentRoute: () => app, path: '/agents/new', component: agentPage('EditAgentPage') })

const agent = createRoute({ getParentRoute: () => app, path: '/agents/$name', component: agentPage('OneAgentPage') })

const editAgent = createRoute({ getParentRoute: () => app, path: '/agents/$name/edit', component: agentPage('EditAgentPage') })

const compareAgents = createRoute({ getParentRoute: () => app, path: '/agents/$name/compare', validateSearch: twoVersions, component: agentPage('CompareAgentsPage') })

const tool = createRoute({ getParentRoute: () => app, path: '/tools/$name', component: agentPage('OneToolPage') })

const editTool = createRoute({ getParentRoute: () => app, path: '/tools/$name/edit', component: agentPage('EditToolPage') })

const compareTools = createRoute({ getParentRoute: () => app, path: '/tools/$name/compare', validateSearch: twoVersions, component: agentPage('CompareToolsPage') })

export const router = createRouter({
  routeTree: root.addChildren([signIn, app.addChildren([home, inbox, task, processes, process, readiness, instances, instance, deployments, deployment, incidents, audit, retention, knowledge, monitoring, alerts, you, modeler, modelerOfProcess, compareVersions, agents, newAgent, agent, editAgent, compareAgents, tool, editTool, compareTools])]),
  defaultErrorComponent: ErrorPage,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
})

type Optional<T> = { [K in keyof T]?: T[K] | undefined }

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
