import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { parseInboxFilters, parseInstanceFilters, ProcessList, type InboxFilters, type InstanceFilters } from '../process'
import { Gate } from './Gate'
import { CompareVersionsPage, DeploymentsPage, ErrorPage, HomePage, InboxPage, InstancesPage, ModelerPage, NotFoundPage, OneDeploymentPage, OneInstancePage, OneProcessPage, SignInPage, TaskPage } from './pages'
import { parseSearch, safeNext, stringifySearch } from './searchParams'

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
})

const task = createRoute({ getParentRoute: () => app, path: '/tasks/$id', component: TaskPage })

const processes = createRoute({ getParentRoute: () => app, path: '/processes', component: ProcessList })

const process = createRoute({ getParentRoute: () => app, path: '/processes/$key', component: OneProcessPage })

const instances = createRoute({
  getParentRoute: () => app,
  path: '/instances',
  validateSearch: (search): Optional<InstanceFilters> => parseInstanceFilters(search),
  component: InstancesPage,
})

const instance = createRoute({
  getParentRoute: () => app,
  path: '/instances/$id',
  validateSearch: (search): { activity?: string | undefined } => ({
    activity: typeof search['activity'] === 'string' ? search['activity'] : undefined,
  }),
  component: OneInstancePage,
})

const deployments = createRoute({
  getParentRoute: () => app,
  path: '/deployments',
  validateSearch: (search): { process?: string | undefined } => ({
    process: typeof search['process'] === 'string' ? search['process'] : undefined,
  }),
  component: DeploymentsPage,
})

const deployment = createRoute({ getParentRoute: () => app, path: '/deployments/$id', component: OneDeploymentPage })

const versionIn = (value: unknown): string | undefined => (typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value) ? value : undefined)

const modeler = createRoute({ getParentRoute: () => app, path: '/modeler', component: ModelerPage })

const modelerOfProcess = createRoute({
  getParentRoute: () => app,
  path: '/modeler/$key',
  validateSearch: (search): { version?: string | undefined } => ({ version: versionIn(search['version']) }),
  component: ModelerPage,
})

const compareVersions = createRoute({
  getParentRoute: () => app,
  path: '/modeler/$key/compare',
  validateSearch: (search): { from?: string | undefined; to?: string | undefined } => ({ from: versionIn(search['from']), to: versionIn(search['to']) }),
  component: CompareVersionsPage,
})

export const router = createRouter({
  routeTree: root.addChildren([signIn, app.addChildren([home, inbox, task, processes, process, instances, instance, deployments, deployment, modeler, modelerOfProcess, compareVersions])]),
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
