import { expect, test } from 'vitest'
import { period } from './period'

test('a period is said in words', () => {
  expect(period('P400D')).toBe('400 days')
  expect(period('P1Y6M')).toBe('one year, 6 months')
  expect(period('P2W1D')).toBe('15 days')
})

test('what is no period is shown as it is', () => {
  expect(period('for a while')).toBe('for a while')
  expect(period('P')).toBe('P')
})
