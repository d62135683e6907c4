import { expect, test } from 'vitest'
import { sentenceCase, stateColor, stateLook } from './states'

test('states that mean the same look the same', () => {
  expect(stateColor('completed')).toBe(stateColor('succeeded'))
  expect(stateColor('failed')).toBe(stateColor('denied'))
  expect(stateColor('waiting')).toBe(stateColor('needs-review'))
  expect(new Set(['running', 'waiting', 'completed', 'failed', 'cancelled', 'unknown'].map(stateColor)).size).toBe(6)
})

test('a state nobody told us of is readable and neutral', () => {
  expect(stateLook('timed-out')).toEqual({ label: 'Timed out', tone: 'neutral' })
})

test('names become words', () => {
  expect(['customer-outreach', 'followUpDays', 'crm.lookup', 'URL', ''].map(sentenceCase)).toEqual(['Customer outreach', 'Follow up days', 'Crm lookup', 'Url', ''])
})
