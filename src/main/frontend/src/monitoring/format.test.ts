import { describe, expect, test } from 'vitest'
import type { Measured, MonitoringFigure } from '../api'
import { axisFor, partsOf, valueIn, type Unit } from './format'

describe('a value with its unit', () => {
  test.each([
    ['ratio', 0.9754, '97.5%'],
    ['ratio', 1, '100%'],
    ['count', 1204, '1,204'],
    ['count', 3_450_000, '3.5m'],
    ['usd', 0.0312, '$0.0312'],
    ['usd', 1234.5, '$1,234.50'],
    ['milliseconds', 71, '71 ms'],
    ['milliseconds', 6_480_000, '1 h 48 min'],
    ['milliseconds', 259_200_000, '3 days'],
    ['minutes', 200, '3 h 20 min'],
    ['minutes', 7920, '5.5 days'],
    ['minutes', -45, '−45 min 00 s'],
  ] as const)('%s of %d', (unit, value, said) => {
    expect(valueIn(unit, value)).toBe(said)
  })

  test('stands beside a chart in the unit that fits the longest', () => {
    const axis = (unit: Unit, longest: number): string => {
      const { per, label } = axisFor(unit, [null, 0, longest])
      return label(longest / per)
    }
    expect(axis('milliseconds', 450)).toBe('450 ms')
    expect(axis('milliseconds', 90_000)).toBe('1.5 min')
    expect(axis('milliseconds', 5_400_000)).toBe('1.5 h')
    expect(axis('minutes', -7920)).toBe('-5.5 days')
    expect(axis('count', 12_500)).toBe('12.5k')
    expect(axisFor('ratio', [0.5]).per).toBe(1)
  })
})

describe('what of how many', () => {
  const figure = (unit: MonitoringFigure['unit'], numerator: string, denominator: string): MonitoringFigure => ({
    id: 'spend', unit, definition: '', numerator, denominator, rows: [], dimensions: [], measured: nothing, series: [],
  })
  const nothing: Measured = { value: null, numerator: null, denominator: null }

  test('is a share of something', () => {
    expect(partsOf(figure('ratio', 'review.approved', 'review.decided'), { value: 0.3, numerator: 12, denominator: 40 })).toBe('12 of 40 decisions')
    expect(partsOf(figure('ratio', 'run.failed', 'run.ended'), { value: 0, numerator: 0, denominator: 1 })).toBe('0 of 1 run')
  })

  test('is money for something', () => {
    expect(partsOf(figure('usd', 'instance.ended', 'instance.succeeded'), { value: 0.4, numerator: 4.8, denominator: 12 })).toBe('$4.80 for 12 successes')
  })

  test('is how many a time is taken over', () => {
    expect(partsOf(figure('milliseconds', 'run.completed', 'run.completed'), { value: 90, numerator: null, denominator: 78 })).toBe('over 78 completed runs')
    expect(partsOf(figure('minutes', 'instance.compared', 'instance.compared'), { value: 90, numerator: 90, denominator: 1 })).toBe('over 1 instance with a baseline')
  })

  test('is not said of what is a plain number, or of nothing', () => {
    expect(partsOf(figure('count', 'started.instances', 'started.instances'), { value: 7, numerator: 7, denominator: null })).toBeNull()
    expect(partsOf(figure('ratio', 'run.failed', 'run.ended'), { value: null, numerator: 0, denominator: 0 })).toBeNull()
  })
})
