import { expect, test } from 'vitest'
import type { KnownTool } from './definitionQueries'
import { isoMs, matches, toolHealth } from './health'

const on: KnownTool['switch'] = { kind: 'tool', name: 'a', enabled: true, reason: null, changedBy: null, changedAt: null }
const use: KnownTool['use'] = { calls: 3, succeeded: 3, failed: 0, refused: 0, unknown: 0, open: 0, p50Ms: 1, p95Ms: 1 }
const sandbox: KnownTool['environments'][number] = { name: 'sandbox', kind: 'http', target: 'GET x', circuit: 'closed', quarantine: null }

test('names the worst of what keeps a tool from being called', () => {
  const tool = { switch: on, use, class: 'write' as const, environments: [sandbox] }
  expect(toolHealth(tool).label).toBe('In use')
  expect(toolHealth({ ...tool, use: { ...use, calls: 0 } }).label).toBe('Idle')
  expect(toolHealth({ ...tool, environments: [{ ...sandbox, circuit: 'half_open' }] })).toMatchObject({ label: 'Circuit open', tone: 'attention' })
  expect(toolHealth({ ...tool, environments: [{ ...sandbox, circuit: 'open', quarantine: 'It changed' }] }).reason).toBe('sandbox: It changed')
  expect(toolHealth({ ...tool, switch: { ...on, enabled: false, reason: 'Broken' }, class: 'forbidden' })).toEqual({ label: 'Switched off', tone: 'danger', reason: 'Broken' })
})

test('finds what has all words', () => {
  expect(matches('crm LEAD', ['crm.update-lead', 'Update'])).toBe(true)
  expect(matches('crm mail', ['crm.update-lead', 'Update'])).toBe(false)
  expect(matches('', [])).toBe(true)
})

test('reads durations', () => {
  expect(isoMs('PT1M30S')).toBe(90_000)
  expect(isoMs('PT0.5S')).toBe(500)
  expect(isoMs('PT2H')).toBe(7_200_000)
  expect(isoMs('5m')).toBeNull()
})
