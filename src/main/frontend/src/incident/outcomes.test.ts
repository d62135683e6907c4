import { expect, test } from 'vitest'
import { inWords } from './outcomes'

test('names what became of all that were tried again', () => {
  expect(inWords([{ outcome: 'resolved' }, { outcome: 'failed-again' }, { outcome: 'resolved' }])).toBe('2 mended, 1 failed again')
  expect(inWords([{ outcome: 'running' }, { outcome: 'gone' }])).toBe('1 still at work, 1 no longer there')
  expect(inWords([])).toBe('')
})
