import { expect, test } from 'vitest'
import { lineDiff, withContext } from './lineDiff'

const short = (before: string, after: string): string[] =>
  lineDiff(before, after).map(({ kind, before: left, after: right }) => `${kind} ${left?.text ?? '-'}|${right?.text ?? '-'}`)

test('puts a changed line beside what it was', () => {
  expect(short('a\nb\nc\n', 'a\nB\nc\n')).toEqual(['same a|a', 'changed b|B', 'same c|c'])
})

test('leaves the other side empty where lines came or went', () => {
  expect(short('a\nc', 'a\nb\nc')).toEqual(['same a|a', 'changed -|b', 'same c|c'])
  expect(short('a\nb\nc', 'c')).toEqual(['changed a|-', 'changed b|-', 'same c|c'])
  expect(short('', 'a')).toEqual(['changed -|a'])
})

test('finds what stayed between two changes, and numbers both sides', () => {
  const rows = lineDiff('one\ntwo\nthree\nfour', 'one\n2\nthree\nand\nfour!')
  expect(rows.map(({ kind }) => kind)).toEqual(['same', 'changed', 'same', 'changed', 'changed'])
  expect(rows[2]).toEqual({ kind: 'same', before: { number: 3, text: 'three' }, after: { number: 3, text: 'three' } })
  expect(rows[4]).toEqual({ kind: 'changed', before: null, after: { number: 5, text: 'four!' } })
})

test('leaves out what is far from every change', () => {
  const text = Array.from({ length: 20 }, (_, index) => String(index)).join('\n')
  const shown = withContext(lineDiff(text, text.replace('10', 'ten')), 2)
  expect(shown.map((row) => (row.kind === 'left-out' ? row.count : row.after?.text))).toEqual([8, '8', '9', 'ten', '11', '12', 7])
})
