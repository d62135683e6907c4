import { expect, test } from 'vitest'
import { isFiltered, parseInboxFilters } from './filters'

test('reads the inbox from its URL', () => {
  const filters = { scope: 'mine', q: '123', process: 'lead-outreach', kind: 'in-doubt', due: 'overdue', sort: 'priority', task: 't1' }
  expect(parseInboxFilters(filters)).toEqual(filters)
})

test('leaves out what a URL gets wrong', () => {
  expect(parseInboxFilters({ scope: 'everyone', q: '', kind: 'toString', process: 7, due: 'soon', sort: 'id' })).toEqual({})
})

test('an order and an open task hide nothing', () => {
  expect(isFiltered({ sort: 'due', task: 't1', scope: 'all' })).toBe(false)
  expect(isFiltered({ due: 'today' })).toBe(true)
})
