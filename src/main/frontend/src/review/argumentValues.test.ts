import { expect, test } from 'vitest'
import { changes, placeErrors, pathLabel, pointer, withValueAt } from './argumentValues'

test('setting a value copies the way to it and leaves the original alone', () => {
  const before = { a: { b: 1, c: 2 }, d: { e: 3 } }
  const after = withValueAt(before, ['a', 'b'], 9)
  expect(after).toEqual({ a: { b: 9, c: 2 }, d: { e: 3 } })
  expect(before.a.b).toBe(1)
  expect(after['d']).toBe(before.d)
})

test('undefined removes an argument, a missing parent is made', () => {
  expect(withValueAt({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 })
  expect(withValueAt({}, ['a', 'b'], 1)).toEqual({ a: { b: 1 } })
})

test('only what differs counts as a change, also after there and back', () => {
  const before = { subject: 'Hello', cc: ['a', 'b'], schedule: { zone: 'Europe/Zurich', at: null }, track: false }
  expect(changes(before, structuredClone(before))).toEqual([])
  expect(changes(before, { ...before, subject: 'Hi', cc: ['b', 'a'], schedule: { zone: 'UTC', at: null } })).toEqual([
    { path: ['subject'], before: 'Hello', after: 'Hi' },
    { path: ['cc'], before: ['a', 'b'], after: ['b', 'a'] },
    { path: ['schedule', 'zone'], before: 'Europe/Zurich', after: 'UTC' },
  ])
})

test('an added and a removed argument are changes', () => {
  expect(changes({ a: 1 }, { b: 2 })).toEqual([
    { path: ['a'], before: 1, after: undefined },
    { path: ['b'], before: undefined, after: 2 },
  ])
})

test('labels and pointers of paths', () => {
  expect(pathLabel(['message', 'replyTo'])).toBe('Message › Reply to')
  expect(pointer(['a/b', 'c~d'])).toBe('/a~1b/c~0d')
})

test('a server error goes to its field, to the nearest around it, or stays apart', () => {
  const placed = placeErrors(
    [
      { path: '/subject', message: 'too long' },
      { path: '/subject', message: 'and rude' },
      { path: '/arguments/body', message: 'empty' },
      { path: '/cc/1', message: 'no address' },
      { path: '/elsewhere', message: 'odd' },
      { path: '', message: 'all wrong' },
    ],
    [['subject'], ['body'], ['cc']],
  )
  expect(Object.fromEntries(placed.atField)).toEqual({ '/subject': 'too long and rude', '/body': 'empty', '/cc': 'no address' })
  expect(placed.elsewhere.map(({ message }) => message)).toEqual(['odd', 'all wrong'])
})

test('an argument that is itself called arguments keeps its errors', () => {
  expect([...placeErrors([{ path: '/arguments/body', message: 'x' }], [['arguments', 'body'], ['body']]).atField.keys()]).toEqual(['/arguments/body'])
})
