import { useSyncExternalStore, type ReactElement } from 'react'
import { absoluteTime, relativeTime } from './times'

const tick = 15_000
let now = new Date()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** One clock for every time on the page. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = new Date()
    timer = setInterval(() => {
      now = new Date()
      listeners.forEach((told) => told())
    }, tick)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
    }
  }
}

export function RelativeTime({ at, className }: { at: string; className?: string | undefined }): ReactElement {
  const last = useSyncExternalStore(subscribe, () => now)
  const date = new Date(at)
  // An entry that came after the last tick is not in the future.
  const reference = date > last && date.getTime() - last.getTime() < tick + 5_000 ? date : last
  return (
    <time dateTime={at} title={absoluteTime(date)} className={className}>
      {relativeTime(date, reference)}
    </time>
  )
}
