import { expect, test } from 'vitest'
import { parseSearch, safeNext, stringifySearch } from './searchParams'

test('search parameters stay texts on the way there and back', () => {
  const search = { q: '123', businessKey: 'a b&c', scope: 'mine' }
  expect(parseSearch(stringifySearch(search))).toEqual(search)
  expect(stringifySearch({ q: undefined, kind: '' })).toBe('')
})

test('after signing in nobody is sent out of the app', () => {
  expect(safeNext('/tasks/1?x=2')).toBe('/tasks/1?x=2')
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/sign-in', 'tasks', undefined]) {
    expect(safeNext(next)).toBeUndefined()
  }
})
