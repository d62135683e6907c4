import { expect, test } from 'vitest'
import { beginOf, endOf } from './days'

test('a day is whole, also where clocks change', () => {
  for (const day of ['2026-11-23', '2026-10-25', '2026-03-29']) {
    const hours = (Date.parse(endOf(day)) - Date.parse(beginOf(day))) / 3_600_000
    expect(hours).toBeGreaterThanOrEqual(23)
    expect(hours).toBeLessThanOrEqual(25)
    expect(new Date(endOf(day)).getHours()).toBe(0)
  }
})
