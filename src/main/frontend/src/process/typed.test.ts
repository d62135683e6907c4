import { expect, test } from 'vitest'
import { asTyped, typed } from './typed'

test('what was a text stays one, whatever it looks like', () => {
  expect(typed('12', 'gold')).toEqual({ value: '12' })
})

test('a number is one', () => {
  expect(typed(' 12.5 ', 3)).toEqual({ value: 12.5 })
  expect(typed('', 3)).toEqual({ problem: 'not-a-number' })
  expect(typed('12 €', 3)).toEqual({ problem: 'not-a-number' })
})

test('all else is JSON', () => {
  expect(typed('{"tier": "gold"}', {})).toEqual({ value: { tier: 'gold' } })
  expect(typed('true', false)).toEqual({ value: true })
  expect(typed('{tier}', {})).toEqual({ problem: 'not-json' })
})

test('what is shown reads back as it was', () => {
  for (const value of ['a "b"', 4, true, null, { a: [1, 'x'] }]) {
    expect(typed(asTyped(value), value)).toEqual({ value })
  }
})
