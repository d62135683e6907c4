import { expect, test } from 'vitest'
import type { TimelineEntry } from '../api'
import { toSteps } from './story'

let count = 0

function entry(fields: Partial<TimelineEntry>): TimelineEntry {
  return {
    id: String(count++),
    at: '2026-01-01T00:00:00Z',
    type: 'activity',
    actor: null,
    activityId: null,
    activityName: null,
    title: '',
    state: null,
    durationMs: null,
    costUsd: null,
    rehearsal: false,
    detail: {},
    ...fields,
  }
}

const step = (activityId: string, state: string, activityType = 'serviceTask'): TimelineEntry =>
  entry({ activityId, title: activityId, state, detail: { activityType } })
const by = (agent: string, activityId: string, fields: Partial<TimelineEntry>): TimelineEntry =>
  entry({ actor: `agent:${agent}`, activityId, ...fields })

test('puts an agent\'s calls under its step and sums what they cost', () => {
  const [research] = toSteps([
    step('research', 'completed'),
    by('researcher', 'research', { type: 'model-call', costUsd: 0.25, rehearsal: true }),
    by('researcher', 'research', { type: 'tool-call' }),
    by('researcher', 'research', { type: 'model-call', costUsd: 0.5 }),
    by('researcher', 'research', { state: 'completed', detail: { runId: '1' } }),
  ])
  expect(research).toMatchObject({ agent: 'researcher', rehearsal: true, costUsd: 0.75, state: 'completed' })
  expect(research?.happenings.map(({ type }) => type)).toEqual(['model-call', 'tool-call', 'model-call'])
})

test('leaves out how the workflow found its way, but not how it ended', () => {
  const steps = toSteps([
    entry({ type: 'started' }),
    step('begin', 'completed', 'startEvent'),
    step('fits', 'completed', 'exclusiveGateway'),
    step('too late', 'cancelled', 'intermediateCatchEvent'),
    step('end', 'completed', 'endEvent'),
  ])
  expect(steps.map(({ entry: { type, title } }) => title || type)).toEqual(['started', 'end'])
})

test('a step that is done twice keeps each time apart', () => {
  const steps = toSteps([step('send', 'completed'), by('a', 'send', { title: 'first' }), step('send', 'active'), by('a', 'send', { title: 'second' })])
  expect(steps.map(({ happenings }) => happenings.map(({ title }) => title))).toEqual([['first'], ['second']])
})

test('says who is waited for and what broke', () => {
  const only = (...entries: TimelineEntry[]): string | null | undefined => toSteps(entries)[0]?.state
  expect(only(step('send', 'active'))).toBe('active')
  expect(only(step('send', 'active'), by('a', 'send', { type: 'verdict', state: 'needs-review' }))).toBe('waiting')
  expect(only(step('reply', 'active', 'intermediateCatchEvent'))).toBe('waiting')
  expect(only({ ...step('decide', 'active', 'userTask'), type: 'task' })).toBe('waiting')
  expect(only(step('send', 'active'), by('a', 'send', { type: 'incident', state: 'failed' }))).toBe('failed')
  expect(only(step('send', 'cancelled'), by('a', 'send', { type: 'verdict', state: 'needs-review' }))).toBe('cancelled')
})

test('what belongs to no step stands alone', () => {
  const steps = toSteps([entry({ type: 'cancelled', title: 'stopped' }), by('a', 'gone', { title: 'late' })])
  expect(steps.map(({ entry: { title }, agent }) => [title, agent])).toEqual([
    ['stopped', null],
    ['late', 'a'],
  ])
})
