import { expect, test } from 'vitest'
import { duration, money, relativeTime } from './times'

const now = new Date('2026-03-01T12:00:00Z')
const at = (seconds: number): string => relativeTime(new Date(now.getTime() + seconds * 1000), now)

test('times are told by their distance', () => {
  expect(at(-4)).toBe('now')
  expect(at(-30)).toBe('30 seconds ago')
  expect(at(-59.7)).toBe('1 minute ago')
  expect(at(-3600)).toBe('1 hour ago')
  expect(at(7200)).toBe('in 2 hours')
  expect(at(-86400)).toBe('yesterday')
  expect(at(-86400 * 50)).toBe('2 months ago')
  expect(at(-86400 * 800)).toBe('2 years ago')
})

test('durations use the unit a person would', () => {
  expect([340, 2400, 59_949, 59_960, 65_000, 3_599_600, 12_000_000].map(duration)).toEqual([
    '340 ms',
    '2.4 s',
    '59.9 s',
    '1 min 00 s',
    '1 min 05 s',
    '1 h 00 min',
    '3 h 20 min',
  ])
})

test('small sums keep their digits', () => {
  expect([0, 0.0021, 0.5, 12].map(money)).toEqual(['$0.00', '$0.0021', '$0.50', '$12.00'])
})
