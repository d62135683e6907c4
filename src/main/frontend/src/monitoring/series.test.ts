import { describe, expect, test } from 'vitest'
import { stepsOf } from './series'
import { shapeOf } from './sparkShape'

describe('the steps of a series', () => {
  test('are all of the period, also those with nothing to measure', () => {
    const series = [{ at: '2026-11-22T00:00:00Z', measured: { value: 0.5, numerator: 1, denominator: 2 } }]
    const steps = stepsOf({ from: '2026-11-20T12:00:00Z', to: '2026-11-23T12:00:00Z', interval: 'day' }, { series })
    expect(steps.map(({ at, value }) => [at.slice(0, 10), value])).toEqual([['2026-11-20', null], ['2026-11-21', null], ['2026-11-22', 0.5], ['2026-11-23', null]])
  })

  test('are hours of a short period', () => {
    expect(stepsOf({ from: '2026-11-20T12:00:00Z', to: '2026-11-20T15:00:00Z', interval: 'hour' }, { series: [] })).toHaveLength(3)
  })
})

describe('a small chart', () => {
  test('leaves a gap where there was nothing to measure', () => {
    const { lines, dots } = shapeOf([1, 1, null, 1, null, 0], 'line', 60, 24)
    expect(lines).toEqual(['5,2 15,2'])
    expect(dots).toEqual([{ x: 35, y: 2 }, { x: 55, y: 22 }])
  })

  test('has no bar for nought, and lets what is below it hang', () => {
    const { bars } = shapeOf([2, 0, null, -2], 'bars', 40, 24)
    expect(bars).toEqual([{ x: 0, y: 2, width: 8, height: 10 }, { x: 30, y: 12, width: 8, height: 10 }])
  })
})
