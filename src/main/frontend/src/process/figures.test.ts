import { expect, test } from 'vitest'
import type { ActivityStatistics } from '../api'
import { heat, parseLook } from './figures'

function activity(activityId: string, figures: Partial<ActivityStatistics>): ActivityStatistics {
  return { activityId, entered: 1, completed: 1, active: 0, incidents: 0, p50Ms: null, p95Ms: null, costUsd: 0, toolCalls: 0, ...figures }
}

test('the hottest is one, all others in proportion', () => {
  const shares = heat('time', [activity('a', { p95Ms: 4000 }), activity('b', { p95Ms: 1000 }), activity('c', {})])
  expect(Object.fromEntries(shares)).toEqual({ a: 1, b: 0.25, c: 0 })
})

test('where there is nothing, nothing is hot', () => {
  expect(heat('failures', [activity('a', { active: 3 })]).size).toBe(0)
})

test('what somebody typed into the address is left out where it means nothing', () => {
  expect(parseLook({ measure: 'money', days: '7', version: '3' })).toEqual({ measure: 'money', days: '7', version: '3' })
  expect(parseLook({ measure: 'all', days: '8', version: '0' })).toEqual({ measure: undefined, days: undefined, version: undefined })
})
