import { describe, expect, test } from 'vitest'
import { changeOf, inWords, verdictOf } from './change'
import type { Good } from './figures'
import type { Unit } from './format'

function said(good: Good, unit: Unit, now: number | null, before: number | null): string | null {
  const change = changeOf(good, unit, now, before)
  return change === null ? null : [inWords(change), verdictOf(change)].filter((word) => word !== null).join(', ')
}

describe('a change since the period before', () => {
  test('is good or bad by what is wanted of the figure', () => {
    expect(said('high', 'ratio', 0.66, 0.6)).toBe('up 6 points, better')
    expect(said('low', 'ratio', 0.66, 0.6)).toBe('up 6 points, worse')
    expect(said('low', 'milliseconds', 80, 100)).toBe('down 20%, better')
    expect(said('high', 'count', 80, 100)).toBe('down 20%, worse')
    expect(said(null, 'usd', 3, 2)).toBe('up 50%')
    expect(said('low', 'ratio', 0.04, 0.05)).toBe('down 1 point, better')
  })

  test('is none where either has nothing to measure', () => {
    expect(said('high', 'ratio', null, 0.6)).toBeNull()
    expect(said('high', 'ratio', 0.6, null)).toBeNull()
  })

  test('is no news where nobody would see it', () => {
    expect(said('low', 'ratio', 0.60001, 0.6)).toBe('unchanged')
    expect(said('low', 'count', 0, 0)).toBe('unchanged')
    expect(said('low', 'milliseconds', 1001, 1000)).toBe('unchanged')
  })

  test('is told from where it came, where a share of that says nothing', () => {
    expect(said('low', 'count', 7, 0)).toBe('up from 0, worse')
    expect(said('high', 'minutes', 60, -120)).toBe('up from −2 h 00 min, better')
    expect(said(null, 'count', 5000, 2)).toBe('up from 2')
  })
})
