import { useCallback, useSyncExternalStore } from 'react'
import type { StewardModeler } from './StewardModeler'

const revisions = new WeakMap<StewardModeler, { count: number; listeners: Set<() => void> }>()

/** One listener of its own for each modeler; what reads the model asks again when this number has grown. */
function stateOf(modeler: StewardModeler): { count: number; listeners: Set<() => void> } {
  let state = revisions.get(modeler)
  if (state === undefined) {
    const created = { count: 0, listeners: new Set<() => void>() }
    modeler.on(['commandStack.changed', 'selection.changed', 'root.set', 'import.done'], () => {
      created.count += 1
      created.listeners.forEach((listener) => listener())
    })
    revisions.set(modeler, created)
    state = created
  }
  return state
}

/** Counts changes of the diagram and of what is selected in it. */
export function useModelerRevision(modeler: StewardModeler): number {
  const state = stateOf(modeler)
  const subscribe = useCallback(
    (listener: () => void) => {
      state.listeners.add(listener)
      return () => state.listeners.delete(listener)
    },
    [state],
  )
  return useSyncExternalStore(subscribe, () => state.count)
}
