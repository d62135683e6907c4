import { useEffect, useState, type ReactElement } from 'react'
import { absoluteTime, relativeTime } from './times'

function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

export function RelativeTime({ at, className }: { at: string; className?: string | undefined }): ReactElement {
  const now = useNow()
  const date = new Date(at)
  // An entry that came after the last tick is not in the future.
  const reference = date > now && date.getTime() - now.getTime() < 20_000 ? date : now
  return (
    <time dateTime={at} title={absoluteTime(date)} className={className}>
      {relativeTime(date, reference)}
    </time>
  )
}
