import { dayIn, oneOf, textOf, withoutUndefined, type Search } from '../ui'

/** Days back from now; a month where neither this nor days of one's own are named. */
export const presets = ['1', '7', '30', '90'] as const
export type Preset = (typeof presets)[number]

export const usualPreset: Preset = '30'

/** What the figures are told apart by, as the server names it. */
export const dimensions = ['process', 'version', 'step', 'agent', 'tool', 'model', 'detail'] as const
export type Dimension = (typeof dimensions)[number]

export interface MonitoringFilters {
  days?: Preset | undefined
  /** A day, as in 2026-11-23; both days included. */
  from?: string | undefined
  to?: string | undefined
  process?: string | undefined
  version?: string | undefined
  step?: string | undefined
  agent?: string | undefined
  tool?: string | undefined
  model?: string | undefined
  /** The one that is looked at closely; all of them without. */
  figure?: string | undefined
  by?: Dimension | undefined
  /** Which of the figure's rows are listed: those it is counted among, where this is set. */
  rows?: 'denominator' | undefined
}

export function parseMonitoringFilters(search: Search): MonitoringFilters {
  const version = String(search['version'])
  return withoutUndefined({
    days: oneOf(presets, search['days']),
    from: dayIn(search['from']),
    to: dayIn(search['to']),
    process: textOf(search['process']),
    version: /^[1-9]\d{0,5}$/.test(version) ? version : undefined,
    step: textOf(search['step']),
    agent: textOf(search['agent']),
    tool: textOf(search['tool']),
    model: textOf(search['model']),
    figure: textOf(search['figure']),
    by: oneOf(dimensions, search['by']),
    rows: oneOf(['denominator'] as const, search['rows']),
  })
}
