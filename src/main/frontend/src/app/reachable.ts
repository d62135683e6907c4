import { useSyncExternalStore } from 'react'

let reachable = true
const listeners = new Set<() => void>()

/** Told by every request: whether the server answered at all. */
export function serverAnswered(answered: boolean): void {
  if (answered !== reachable) {
    reachable = answered
    listeners.forEach((listener) => listener())
  }
}

export function useServerReachable(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => reachable,
  )
}
