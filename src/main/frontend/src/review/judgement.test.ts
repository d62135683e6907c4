import { expect, test } from 'vitest'
import { deed, judgements } from './judgement'

test('says in one sentence who did what, and to whom', () => {
  expect(deed({ agent: 'crm-keeper', toolTitle: 'Update a company', arguments: { id: 'c-1' } })).toBe('Crm keeper used by itself: Update a company.')
  expect(deed({ agent: null, toolTitle: 'Send a message', arguments: { to: 'mia@example.com' } })).toBe(
    'The process used by itself: Send a message for mia@example.com.',
  )
})

test('asks for words only where something was not as it should be', () => {
  expect(Object.entries(judgements).filter(([, { question }]) => question === null).map(([judgement]) => judgement)).toEqual(['correct'])
})
