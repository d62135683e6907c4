import { expect, test } from 'vitest'
import { parseView } from './view'

test('a link shows an instance as whoever sent it saw it', () => {
  expect(parseView({ tab: 'data', activity: 'ask', step: 'check', entries: 'tools' })).toEqual({ tab: 'data', activity: 'ask', step: 'check', entries: 'tools' })
})

test('what a link cannot mean is left out', () => {
  expect(parseView({ tab: 'nowhere', activity: '', step: 7, entries: 'constructor', other: 'x' })).toEqual({})
})
