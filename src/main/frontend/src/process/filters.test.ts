import { expect, test } from 'vitest'
import { parseInboxFilters, parseInstanceFilters } from './filters'

test('reads the inbox from its URL', () => {
  expect(parseInboxFilters({ scope: 'mine', q: '123', process: 'lead-outreach', kind: 'in-doubt', task: 't1' })).toEqual({
    scope: 'mine',
    q: '123',
    process: 'lead-outreach',
    kind: 'in-doubt',
    task: 't1',
  })
})

test('leaves out what a URL gets wrong', () => {
  expect(parseInboxFilters({ scope: 'everyone', q: '', kind: 'toString', process: 7 })).toEqual({})
  expect(parseInstanceFilters({ state: 'sleeping', businessKey: 'LEAD-1' })).toEqual({ businessKey: 'LEAD-1' })
})
