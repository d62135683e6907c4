import { expect, test } from 'vitest'
import { entryTone } from './entryTone'

test('the state decides the colour, without one the type does', () => {
  expect(entryTone({ type: 'tool-call', state: 'failed' })).toBe('danger')
  expect(entryTone({ type: 'incident', state: 'succeeded' })).toBe('success')
  expect(entryTone({ type: 'incident', state: null })).toBe('danger')
  expect(entryTone({ type: 'verdict', state: null })).toBe('neutral')
})
