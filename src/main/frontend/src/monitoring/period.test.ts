import { expect, test } from 'vitest'
import { parseMonitoringFilters } from './filters'
import { daysIn, periodBefore, periodOf } from './period'

const now = new Date('2026-11-23T11:20:00Z')

test('a period ends with the hour that is under way', () => {
  expect(periodOf({}, now)).toEqual({ from: '2026-10-24T12:00:00.000Z', to: '2026-11-23T12:00:00.000Z' })
  expect(periodOf({ days: '1' }, now)).toEqual({ from: '2026-11-22T12:00:00.000Z', to: '2026-11-23T12:00:00.000Z' })
})

test('days of one’s own are both in it', () => {
  const period = periodOf({ from: '2026-11-02', to: '2026-11-03' }, now)
  expect(daysIn(period)).toBe(2)
  expect(new Date(period.from).getDate()).toBe(2)
})

test('the period before is as long and ends where this one begins', () => {
  const period = periodOf({ days: '7' }, now)
  const before = periodBefore(period)
  expect(before.to).toBe(period.from)
  expect(daysIn(before)).toBe(7)
})

test('what an address says and nobody understands is left out', () => {
  expect(parseMonitoringFilters({ days: '8', from: '2026-13-01', version: '0', by: 'colour', rows: 'all', tool: 'crm.read', figure: 'spend' })).toEqual({ tool: 'crm.read', figure: 'spend' })
  expect(parseMonitoringFilters({ days: '7', version: '3', by: 'agent', rows: 'denominator' })).toEqual({ days: '7', version: '3', by: 'agent', rows: 'denominator' })
})
