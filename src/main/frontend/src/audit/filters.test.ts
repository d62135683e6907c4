import { expect, test } from 'vitest'
import { parseAuditFilters } from './filters'

test('what is no day is left out', () => {
  expect(parseAuditFilters({ from: '2026-11-23', to: '2026-13-40', actor: 'operator', other: 'x' })).toEqual({ from: '2026-11-23', actor: 'operator' })
})
