import { expect, test } from 'vitest'
import { mayDecideTogether } from './together'

test('only tasks of one kind are decided on together, and none in doubt', () => {
  expect(mayDecideTogether([{ kind: 'tool-review' }, { kind: 'tool-review' }])).toBe(true)
  expect(mayDecideTogether([{ kind: 'sample-audit' }])).toBe(true)
  expect(mayDecideTogether([{ kind: 'tool-review' }, { kind: 'sample-audit' }])).toBe(false)
  expect(mayDecideTogether([{ kind: 'in-doubt' }])).toBe(false)
  expect(mayDecideTogether([{ kind: 'user' }])).toBe(false)
  expect(mayDecideTogether([])).toBe(false)
})
