import { expect, test } from 'vitest'
import { ApiProblem, type Rehearsal, type RehearsedTask } from '../../api'
import { inThePlaceOf, isMoving, marksOf, pollEvery, waitsFor, whoWouldDecide, type Flow } from './reading'

const flow = (source: string, target: string, joins = false): Flow => ({ id: `${source}-${target}`, source, target, joins })
const at = (activityId: string, state: 'active' | 'completed' | 'failed' = 'completed') => ({ activityId, state, tokens: state === 'active' ? 1 : 0, incidents: 0, tasks: 0 })
const rehearsal = (state: Rehearsal['state'], open = 1, endedAt: string | null = null): Rehearsal =>
  ({ state, endedAt, tasks: Array.from({ length: open }, () => ({})), waits: [] }) as unknown as Rehearsal

test('a flow is marked where nothing else can have led there', () => {
  const flows = [flow('start', 'split'), flow('split', 'a'), flow('split', 'b'), flow('a', 'end'), flow('b', 'end')]
  const marks = marksOf([at('start'), at('split'), at('a', 'active')], flows)
  expect(marks).toEqual([
    { id: 'start', kind: 'done' },
    { id: 'split', kind: 'done' },
    { id: 'a', kind: 'active' },
    { id: 'start-split', kind: 'done' },
    { id: 'split-a', kind: 'done' },
  ])
})

test('where two ways may have led to the same place, neither is said to have been taken', () => {
  const flows = [flow('a', 'end'), flow('b', 'end')]
  expect(marksOf([at('a'), at('b'), at('end')], flows).map(({ id }) => id)).toEqual(['a', 'b', 'end'])
})

test('a join that has let through was reached from everywhere', () => {
  const flows = [flow('a', 'join', true), flow('b', 'join', true)]
  expect(marksOf([at('a'), at('b'), at('join')], flows).map(({ id }) => id)).toEqual(['a', 'b', 'join', 'a-join', 'b-join'])
  expect(marksOf([at('a'), at('b', 'active'), at('join', 'active')], flows).map(({ id }) => id)).toContain('a-join')
})

test('asks often while something moves, seldom while it waits for an answer, and not after the end', () => {
  expect(pollEvery(rehearsal('running'), null)).toBe(800)
  expect(pollEvery(rehearsal('waiting'), null)).toBe(4_000)
  expect(pollEvery(rehearsal('waiting', 0), null)).toBe(800)
  expect(pollEvery(rehearsal('failed', 0), null)).toBe(4_000)
  expect(pollEvery(rehearsal('completed', 0, '2026-01-01T00:00:00Z'), null)).toBe(false)
  expect(pollEvery(rehearsal('waiting'), new ApiProblem({ status: 404, code: 'rehearsal-not-found', title: 'Gone' }))).toBe(false)
  expect(isMoving(rehearsal('failed', 0))).toBe(false)
})

test('says in whose place one answers', () => {
  const asked = (task: Partial<RehearsedTask>) => inThePlaceOf({ assignee: null, people: [], groups: [], ...task })
  expect(asked({ groups: ['sales', 'support'] })).toBe('sales or support')
  expect(asked({ groups: ['sales'], assignee: 'mary' })).toBe('mary')
  expect(asked({})).toBe('anybody')
})

test('says who would have to decide, and until when', () => {
  expect(whoWouldDecide({ group: 'sales', quorum: 1, dueAfter: 'PT8H', escalation: null })).toBe('Somebody of sales would have to decide within 8 hours.')
  expect(whoWouldDecide({ group: 'finance', quorum: 2, dueAfter: 'P1DT2H', escalation: 'directors' })).toBe(
    '2 of finance would have to decide within 1 day 2 hours; after that directors could as well.',
  )
})

test('says what an event waits for', () => {
  expect(waitsFor({ kind: 'message', name: 'lead-replied' })).toBe('Waits for the message lead-replied')
  expect(waitsFor({ kind: 'timer', name: null })).toBe('Waits for a time')
})
