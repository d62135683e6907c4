import { expect, test } from 'vitest'
import { blank } from './skipping'

test('what a schema requires is to be filled in, and nothing is made up', () => {
  const schema = {
    type: 'object',
    required: ['known', 'address'],
    properties: { known: { type: 'boolean' }, sources: { type: 'string' }, address: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } } },
  }
  expect(blank(schema)).toEqual({ known: null, address: { city: null } })
  expect(blank({ type: 'string' })).toBeNull()
  expect(blank(null)).toBeNull()
})
