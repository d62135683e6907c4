import { expect, test } from 'vitest'
import { textDiff } from './textDiff'

test('keeps what stayed and marks what changed, word by word', () => {
  expect(textDiff('We met last Tuesday.', 'We met this Tuesday!')).toEqual([
    { kind: 'same', text: 'We met ' },
    { kind: 'removed', text: 'last' },
    { kind: 'added', text: 'this' },
    { kind: 'same', text: ' Tuesday' },
    { kind: 'removed', text: '.' },
    { kind: 'added', text: '!' },
  ])
})

test('both texts can be put together again from the pieces', () => {
  const before = 'Grüezi Mia,\n\nthank you for the note.'
  const after = 'Grüezi Frau Keller,\nthank you for your kind note.'
  const pieces = textDiff(before, after)
  expect(pieces.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join('')).toBe(before)
  expect(pieces.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join('')).toBe(after)
})

test('texts too long to compare are shown whole', () => {
  const long = 'word '.repeat(3000)
  expect(textDiff(long, `${long}!`).map(({ kind }) => kind)).toEqual(['removed', 'added'])
})
