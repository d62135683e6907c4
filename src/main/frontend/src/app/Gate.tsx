import { Center, Loader } from '@mantine/core'
import { Navigate, useLocation } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useMe } from '../identity'
import { ProblemAlert } from '../ui'
import { safeNext } from './searchParams'
import { Shell } from './Shell'

/** Lets only signed-in people further. */
export function Gate(): ReactElement {
  const me = useMe()
  const href = useLocation({ select: (location) => location.href })
  if (me.data === undefined) {
    return (
      <Center mih="100dvh" p="md">
        {me.error ? <ProblemAlert error={me.error} onRetry={() => void me.refetch()} /> : <Loader />}
      </Center>
    )
  }
  if (me.data === null) {
    return <Navigate to="/sign-in" search={{ next: href === '/' ? undefined : safeNext(href) }} replace />
  }
  return <Shell me={me.data} />
}
