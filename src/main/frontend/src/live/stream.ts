import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

type Topic = 'tasks' | 'instances' | 'incidents' | 'deployments' | 'switches'

interface Hint {
  topic: Topic
}

/** What is asked for again where something of a topic has changed. */
const stale: Record<Topic, readonly string[]> = {
  tasks: ['tasks'],
  instances: ['instances', 'processes'],
  incidents: ['incidents', 'instances'],
  deployments: ['deployments', 'processes'],
  switches: ['agents', 'tools', 'processes'],
}

/** Hints come in bursts; asking for each would be more than asking now and then. */
const pause = 700

let listening = false
const watchers = new Set<() => void>()

function setListening(now: boolean): void {
  listening = now
  watchers.forEach((tell) => tell())
}

/** Whether the server tells of changes at the moment. */
export function useListening(): boolean {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
    () => listening,
  )
}

/** Where the server tells of changes, asking by itself is only for what it cannot tell. */
export function pollEvery(ms: number): () => number {
  return () => (listening ? Math.max(ms, 30_000) : ms)
}

/** What a hint says, null for what is none of the topics that pages know. */
export function topicOf(data: string): Topic | null {
  try {
    const hint = JSON.parse(data) as Partial<Hint> | null
    return hint?.topic !== undefined && Object.hasOwn(stale, hint.topic) ? hint.topic : null
  } catch {
    return null
  }
}

/**
 * Listens while the page is looked at.
 *
 * @returns what ends it
 */
export function listen(queries: QueryClient): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const changed = new Set<string>()
  const refresh = (): void => {
    timer = undefined
    const keys = [...changed]
    changed.clear()
    keys.forEach((key) => void queries.invalidateQueries({ queryKey: [key], predicate: ({ queryKey }) => !keepsWhatIsTyped(queryKey) }))
  }
  const close = (): void => {
    setListening(false)
    source?.close()
    source = null
  }
  const open = (): void => {
    const opened = new EventSource('/api/events')
    source = opened
    opened.onopen = () => {
      setListening(true)
    }
    opened.onmessage = ({ data }: MessageEvent<string>) => {
      const topic = topicOf(data)
      if (topic !== null) {
        stale[topic].forEach((key) => changed.add(key))
        timer ??= setTimeout(refresh, pause)
      }
    }
    // The browser opens the next one by itself, unless the server does not want one.
    opened.onerror = () => {
      setListening(false)
    }
  }
  const looked = (): void => {
    if (document.hidden) {
      close()
    } else if (source === null) {
      open()
    }
  }
  document.addEventListener('visibilitychange', looked)
  looked()
  return () => {
    document.removeEventListener('visibilitychange', looked)
    clearTimeout(timer)
    close()
  }
}

/** Forms and drafts are read once: another answer would take the place of what somebody is typing. */
function keepsWhatIsTyped(queryKey: readonly unknown[]): boolean {
  return queryKey.includes('form') || queryKey.includes('draft')
}
