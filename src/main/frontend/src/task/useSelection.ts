import { useCallback, useMemo, useState } from 'react'

interface Selection {
  ids: ReadonlySet<string>
  select: (id: string, selected: boolean) => void
  clear: () => void
}

/** What is ticked in a list; what has left the list is no longer ticked. */
export function useSelection(present: readonly string[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const ids = useMemo(() => new Set(present.filter((id) => ticked.has(id))), [present, ticked])
  const select = useCallback((id: string, selected: boolean) => {
    setTicked((before) => {
      const after = new Set(before)
      if (selected) {
        after.add(id)
      } else {
        after.delete(id)
      }
      return after
    })
  }, [])
  const clear = useCallback(() => setTicked(new Set()), [])
  return { ids, select, clear }
}
