import type { ActivityStatistics } from '../api'
import { t } from '../i18n'
import { duration, money, oneOf, type Search } from '../ui'

/** What of a workflow is looked at. */
export type Measure = 'now' | 'time' | 'failures' | 'money'

export const measures: ReadonlyMap<Measure, string> = new Map([
  ['now', t('Where it is now')],
  ['time', t('Time')],
  ['failures', t('Failures')],
  ['money', t('Money')],
])

export const periods = ['1', '7', '30', '90'] as const
export type Period = (typeof periods)[number]

export interface Look {
  measure?: Measure | undefined
  days?: Period | undefined
  version?: string | undefined
}

export function parseLook(search: Search): Look {
  return { measure: oneOf([...measures.keys()], search['measure']), days: oneOf(periods, search['days']), version: /^[1-9]\d{0,5}$/.test(String(search['version'])) ? String(search['version']) : undefined }
}

/** How much of it there is at an activity, in units that compare. */
export function amount(measure: Measure, activity: ActivityStatistics): number {
  switch (measure) {
    case 'now':
      return activity.active
    case 'time':
      return activity.p95Ms ?? 0
    case 'failures':
      return activity.incidents
    case 'money':
      return activity.costUsd
  }
}

export function inWords(measure: Measure, activity: ActivityStatistics): string {
  switch (measure) {
    case 'now':
      return String(activity.active)
    case 'time':
      return activity.p95Ms === null ? '' : duration(activity.p95Ms)
    case 'failures':
      return String(activity.incidents)
    case 'money':
      return money(activity.costUsd)
  }
}

/** From 0 to 1 of the largest. */
export function heat(measure: Measure, activities: readonly ActivityStatistics[]): ReadonlyMap<string, number> {
  const most = Math.max(0, ...activities.map((activity) => amount(measure, activity)))
  return new Map(most === 0 ? [] : activities.map((activity) => [activity.activityId, amount(measure, activity) / most]))
}

/** What is drawn, by id; what has no name of its own is left out. */
export function namesIn(bpmn: string): ReadonlyMap<string, string> {
  const drawn = new DOMParser().parseFromString(bpmn, 'application/xml').querySelectorAll('[id][name]')
  return new Map([...drawn].map((element) => [element.getAttribute('id') ?? '', (element.getAttribute('name') ?? '').replace(/\s+/g, ' ')]))
}
