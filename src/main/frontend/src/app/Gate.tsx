import { Center, Loader } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useEffect, type ReactElement } from 'react'
import { useMe } from '../identity'
import { ProblemAlert } from '../ui'
import { safeNext } from './searchParams'
import { Shell } from './Shell'

/** Lets only signed-in people further. */
export function Gate(): ReactElement {
  const me = useMe()
  if (me.data === undefined) {
    return (
      <Center mih="100dvh" p="md">
        {me.error ? <ProblemAlert error={me.error} onRetry={() => void me.refetch()} /> : <Loader />}
      </Center>
    )
  }
  return me.data === null ? <ToSignIn /> : <Shell me={me.data} />
}

function ToSignIn(): null {
  const router = useRouter()
  useEffect(() => {
    const { href } = router.latestLocation
    void router.navigate({ to: '/sign-in', search: { next: href === '/' ? undefined : safeNext(href) }, replace: true })
  }, [router])
  return null
}
