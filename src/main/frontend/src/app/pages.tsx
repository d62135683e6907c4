import { Anchor } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { Link, Navigate, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, type ReactElement } from 'react'
import { rich, t } from '../i18n'
import type { Me, Task } from '../api'
import { SavedFilters } from '../filter'
import { SignIn, takeNext, useMe } from '../identity'
import { DecideTogether, mayDecideTogether } from '../review'
import { Inbox, parseInboxFilters, type InboxPatch } from '../task'
import { EmptyState, ProblemAlert } from '../ui'
import { parseSearch, queryOf, safeNext } from './searchParams'
import { hasInbox } from './Shell'

const TaskView = lazy(() => import('./TaskView'))

/** The pages below the gate, joined with their URLs: modules get what they need as properties. */

export function useSignedIn(): Me {
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
      renderTask={(id, onDone) => (
        <Suspense fallback={null}>
          <TaskView key={id} id={id} me={me} onDone={onDone} />
        </Suspense>
      )}
      mayDecideTogether={mayDecideTogether}
      renderDecisions={(tasks, onClose) => (
        <Suspense fallback={null}>
          <DecideTogether tasks={tasks} onClose={onClose} />
        </Suspense>
      )}
      onInboxDone={toInstance}
      saved={
        <Suspense fallback={null}>
          <SavedFilters list="inbox" query={queryOf({ ...filters, task: undefined })} onQuery={(query) => void navigate({ to: '/inbox', search: parseInboxFilters(parseSearch(query)) })} />
        </Suspense>
      }
    />
  )
}

export function TaskPage(): ReactElement {
  useDocumentTitle(t('Task – Steward'))
  const me = useSignedIn()
  const { id } = useParams({ from: '/app/tasks/$id' })
  const navigate = useNavigate()
  return (
    <>
      <Anchor size="sm" mb="xs" display="inline-block" renderRoot={(props) => <Link to="/inbox" {...props} />}>
        {t('← Inbox')}
      </Anchor>
      <TaskView key={id} id={id} me={me} onDone={(task) => void navigate({ to: '/instances/$id', params: { id: task.instanceId } })} />
    </>
  )
}

export function NotFoundPage(): ReactElement {
  return (
    <EmptyState title={t('There is no such page')}>
      {rich('Go to <link>the start</link>.', { link: (text) => <Link to="/">{text}</Link> })}
    </EmptyState>
  )
}

export function ErrorPage({ error, reset }: { error: unknown; reset: () => void }): ReactElement {
  return <ProblemAlert error={error} onRetry={reset} />
}
