import { expect, test } from 'vitest'
import { whyNot } from './whyNot'

const task = { refusal: null, assignee: null, groups: [] }

test('the rule that refuses comes first, with one full stop', () => {
  const sentence = 'You may look at this, but not decide it. Whoever started the instance may not decide.'
  expect(whyNot({ ...task, refusal: 'Whoever started the instance may not decide', assignee: 'mia' })).toBe(sentence)
  expect(whyNot({ ...task, refusal: 'Whoever started the instance may not decide.' })).toBe(sentence)
})

test('otherwise it names whoever the decision is up to', () => {
  expect(whyNot({ ...task, assignee: 'mia' })).toBe('mia has taken this decision, so it is theirs to make.')
  expect(whyNot({ ...task, groups: ['sales-leads', 'operations'] })).toContain('that is up to Sales leads or Operations')
  expect(whyNot(task)).toBe('You may look at this, but not decide it.')
})
