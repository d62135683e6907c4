import type { InstanceState } from '../api'
import { oneOf, textOf, withoutUndefined, type Search } from '../ui'

export const instanceStates = ['running', 'waiting', 'completed', 'failed', 'cancelled'] as const satisfies readonly InstanceState[]

export interface InstanceFilters {
  state?: InstanceState
  process?: string
  businessKey?: string
  /** A variable or a place in one, and what it is equal to. */
  variable?: string
  value?: string
  /** Of the process that is named. */
  version?: string
  /** Where it is now, by the diagram's id. */
  activity?: string
}

export function parseInstanceFilters(search: Search): InstanceFilters {
  return withoutUndefined({
    state: oneOf(instanceStates, search['state']),
    process: textOf(search['process']),
    businessKey: textOf(search['businessKey']),
    variable: textOf(search['variable']),
    value: textOf(search['value']),
    version: /^[1-9]\d{0,5}$/.test(String(search['version'])) ? String(search['version']) : undefined,
    activity: textOf(search['activity']),
  })
}

/** "lead.tier=sensitive" */
export function variableIn(condition: string): { variable: string | undefined; value: string | undefined } {
  const at = condition.indexOf('=')
  const variable = at < 0 ? '' : condition.slice(0, at).trim()
  return variable === '' ? { variable: undefined, value: undefined } : { variable, value: condition.slice(at + 1).trim() }
}
