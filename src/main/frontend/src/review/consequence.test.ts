import { expect, test } from 'vitest'
import { consequence, recipientOf } from './consequence'

test('says what cannot be undone and who is reached', () => {
  expect(consequence({ audience: 'external', reversible: false })).toBe('It reaches people outside and cannot be undone.')
  expect(consequence({ audience: 'internal', reversible: true })).toBe('It stays inside and can be reversed.')
})

test('names the recipient where the arguments do', () => {
  expect(recipientOf({ subject: 'x', recipient: 'mia@example.com' })).toBe('mia@example.com')
  expect(recipientOf({ recipient: { id: 1 }, to: '' })).toBeNull()
})
