import { Anchor } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { Link, Navigate, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, type ReactElement } from 'react'
import type { Me, Task } from '../api'
import { DeploymentList, DeploymentPage } from '../deployment'
import { hasRole, SignIn, takeNext, useMe } from '../identity'
import { ComparePage, Modeler } from '../modeler'
import { Inbox, InstanceList, InstancePage, ProcessPage, type InboxPatch } from '../process'
import { EmptyState, ProblemAlert } from '../ui'
import { safeNext } from './searchParams'
import { hasInbox } from './Shell'
import { TaskView } from './TaskView'

/** The pages below the gate, joined with their URLs: modules get what they need as properties. */

function useSignedIn(): Me {
  const { data } = useMe()
  if (data === undefined || data === null) {
    throw new Error('Only the gate shows this page, to people who are signed in.')
  }
  return data
}

export function SignInPage(): ReactElement | null {
  const { next, failed } = useSearch({ from: '/sign-in' })
  const signedIn = Boolean(useMe().data)
  const { history } = useRouter()
  useEffect(() => {
    if (signedIn) {
      history.replace(next ?? safeNext(takeNext()) ?? '/')
    }
  }, [signedIn, next, history])
  return signedIn ? null : <SignIn next={next} failed={failed === 'true'} />
}

export function HomePage(): ReactElement {
  return hasInbox(useSignedIn()) ? <Navigate to="/inbox" replace /> : <Navigate to="/instances" replace />
}

export function InboxPage(): ReactElement {
  const me = useSignedIn()
  const filters = useSearch({ from: '/app/inbox' })
  const navigate = useNavigate()
  const patch = useCallback(
    (change: InboxPatch) =>
      void navigate({ to: '/inbox', search: (before) => ({ ...before, ...change }), replace: !('task' in change), resetScroll: false }),
    [navigate],
  )
  const toInstance = (task: Task): void => void navigate({ to: '/instances/$id', params: { id: task.instanceId } })
  return (
    <Inbox
      me={me}
      filters={filters}
      onFilters={patch}
      renderTask={(id, onDone) => <TaskView key={id} id={id} me={me} onDone={onDone} />}
      onInboxDone={toInstance}
    />
  )
}

export function TaskPage(): ReactElement {
  useDocumentTitle('Task – Steward')
  const me = useSignedIn()
  const { id } = useParams({ from: '/app/tasks/$id' })
  const navigate = useNavigate()
  return (
    <>
      <Anchor size="sm" mb="xs" display="inline-block" renderRoot={(props) => <Link to="/inbox" {...props} />}>
        ← Inbox
      </Anchor>
      <TaskView key={id} id={id} me={me} onDone={(task) => void navigate({ to: '/instances/$id', params: { id: task.instanceId } })} />
    </>
  )
}

export function OneProcessPage(): ReactElement {
  const me = useSignedIn()
  const { key } = useParams({ from: '/app/processes/$key' })
  const navigate = useNavigate()
  return (
    <ProcessPage
      processKey={key}
      mayStart={hasRole(me, 'analyst', 'operator', 'app')}
      onStarted={({ id }) => void navigate({ to: '/instances/$id', params: { id } })}
    />
  )
}

export function InstancesPage(): ReactElement {
  const filters = useSearch({ from: '/app/instances' })
  const navigate = useNavigate()
  return (
    <InstanceList
      filters={filters}
      onFilters={(patch) => void navigate({ to: '/instances', search: { ...filters, ...patch }, replace: true })}
    />
  )
}

export function OneInstancePage(): ReactElement {
  const me = useSignedIn()
  const { id } = useParams({ from: '/app/instances/$id' })
  const { activity } = useSearch({ from: '/app/instances/$id' })
  const navigate = useNavigate()
  return (
    <InstancePage
      id={id}
      mayCancel={hasRole(me, 'operator')}
      activity={activity ?? null}
      onActivity={(next) =>
        void navigate({ to: '/instances/$id', params: { id }, search: { activity: next ?? undefined }, replace: true, resetScroll: false })
      }
    />
  )
}

export function DeploymentsPage(): ReactElement {
  const me = useSignedIn()
  const { process } = useSearch({ from: '/app/deployments' })
  const navigate = useNavigate()
  return (
    <DeploymentList
      processKey={process ?? null}
      mayDeploy={hasRole(me, 'analyst', 'operator')}
      onProcess={(key) => void navigate({ to: '/deployments', search: { process: key ?? undefined }, replace: true })}
      onOpen={(id) => void navigate({ to: '/deployments/$id', params: { id } })}
    />
  )
}

export function OneDeploymentPage(): ReactElement {
  const me = useSignedIn()
  const { id } = useParams({ from: '/app/deployments/$id' })
  const navigate = useNavigate()
  return (
    <DeploymentPage
      id={id}
      mayDeploy={hasRole(me, 'analyst', 'operator')}
      mayMigrate={hasRole(me, 'operator')}
      onOpen={(next) => void navigate({ to: '/deployments/$id', params: { id: next } })}
    />
  )
}

export function ModelerPage(): ReactElement {
  useDocumentTitle('Modeler – Steward')
  const me = useSignedIn()
  const { key } = useParams({ strict: false })
  const { version } = useSearch({ strict: false })
  return <Modeler key={`${key ?? ''}:${version ?? ''}`} processKey={key ?? null} version={version === undefined ? null : Number(version)} mayDeploy={hasRole(me, 'analyst', 'operator')} />
}

export function CompareVersionsPage(): ReactElement {
  const { key } = useParams({ from: '/app/modeler/$key/compare' })
  const { from, to } = useSearch({ from: '/app/modeler/$key/compare' })
  const navigate = useNavigate()
  return (
    <ComparePage
      processKey={key}
      from={from === undefined ? null : Number(from)}
      to={to === undefined ? null : Number(to)}
      onVersions={(left, right) => void navigate({ to: '/modeler/$key/compare', params: { key }, search: { from: String(left), to: String(right) }, replace: true })}
    />
  )
}

export function NotFoundPage(): ReactElement {
  return (
    <EmptyState title="There is no such page">
      Go to <Link to="/">the start</Link>.
    </EmptyState>
  )
}

export function ErrorPage({ error, reset }: { error: unknown; reset: () => void }): ReactElement {
  return <ProblemAlert error={error} onRetry={reset} />
}
