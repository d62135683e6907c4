import { useEffect } from 'react'
import { endRehearsal } from './rehearsalQueries'

const leaving = new Map<string, ReturnType<typeof setTimeout>>()

/** Ends a rehearsal when it is no longer shown, or when the page goes away. */
export function useEndWhenLeft(id: string): void {
  useEffect(() => {
    const end = (): void => endRehearsal(id)
    // React may take a component down and put it up again at once.
    clearTimeout(leaving.get(id))
    leaving.delete(id)
    addEventListener('pagehide', end)
    return () => {
      removeEventListener('pagehide', end)
      leaving.set(
        id,
        setTimeout(() => {
          leaving.delete(id)
          end()
        }),
      )
    }
  }, [id])
}
