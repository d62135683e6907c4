import { expect, test } from 'vitest'
import type { TimelineEntry } from '../api'
import { about, isOf } from './entryKinds'

function entry(type: TimelineEntry['type'], state: string | null = null, costUsd: number | null = null): TimelineEntry {
  return { id: '1', at: '2026-11-01T00:00:00Z', type, state, costUsd, actor: null, activityId: null, activityName: null, title: '', detail: {}, durationMs: null, rehearsal: false }
}

test('a refused call is a problem and still a call', () => {
  expect(isOf('problems', entry('tool-call', 'refused'))).toBe(true)
  expect(isOf('tools', entry('tool-call', 'refused'))).toBe(true)
  expect(isOf('problems', entry('tool-call', 'succeeded'))).toBe(false)
  expect(isOf('people', entry('tool-call'))).toBe(false)
})

test('everything is counted once, and money added up', () => {
  const sums = about([entry('model-call', null, 0.5), entry('model-call', null, 0.25), entry('tool-call'), entry('review'), entry('task'), entry('started')])
  expect(sums).toEqual({ models: 2, tools: 1, people: 2, costUsd: 0.75 })
})
