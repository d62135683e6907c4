import { oneOf, textOf, withoutUndefined, type Search } from '../ui'
import { entryKinds, type EntryKind } from './entryKinds'

/** What of an instance is looked at. */
export interface View {
  tab?: Tab | undefined
  /** Entries of this step alone. */
  activity?: string | undefined
  /** Marked in the diagram and among the entries. */
  step?: string | undefined
  entries?: EntryKind | undefined
}

export const tabs = ['timeline', 'data', 'files', 'related'] as const
export type Tab = (typeof tabs)[number]

export function parseView(search: Search): View {
  return withoutUndefined({
    tab: oneOf(tabs, search['tab']),
    activity: textOf(search['activity']),
    step: textOf(search['step']),
    entries: oneOf([...entryKinds.keys()], search['entries']),
  })
}
