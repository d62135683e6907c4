import { expect, test } from 'vitest'
import type { Substitute } from '../api'
import { isOver, present } from './absence'

const absence: Substitute = { id: '1', person: 'approver', substitute: 'analyst', from: '2026-12-21T00:00:00Z', until: '2027-01-04T00:00:00Z', namedAt: '2026-12-01T00:00:00Z', allowedBy: null, withdrawnAt: null }

test('somebody stands in from the first moment on, and no longer at the last', () => {
  expect(present(absence, new Date('2026-12-20T23:59:59Z'))).toBe(false)
  expect(present(absence, new Date('2026-12-21T00:00:00Z'))).toBe(true)
  expect(present(absence, new Date('2027-01-04T00:00:00Z'))).toBe(false)
  expect(isOver(absence, new Date('2027-01-04T00:00:00Z'))).toBe(true)
})

test('what is taken back is over at once', () => {
  expect(isOver({ ...absence, withdrawnAt: '2026-12-22T00:00:00Z' }, new Date('2026-12-22T00:00:01Z'))).toBe(true)
})
