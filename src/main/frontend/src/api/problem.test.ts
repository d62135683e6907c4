import { expect, test } from 'vitest'
import { readCookie } from './client'
import { toProblem } from './problem'

test('keeps what the server says', () => {
  const problem = toProblem(422, { title: 'Not valid', code: 'validation-failed', status: 422, detail: 'Two errors', errors: [{ path: '/a', message: 'b' }] })
  expect(problem).toMatchObject({ code: 'validation-failed', status: 422, detail: 'Two errors', errors: [{ path: '/a', message: 'b' }] })
})

test('an answer without problem details still says something', () => {
  expect(toProblem(502, '<html>Bad gateway</html>').code).toBe('unreachable')
  expect(toProblem(401, undefined).code).toBe('unauthenticated')
  expect(toProblem(500, null)).toMatchObject({ code: 'unexpected', status: 500 })
})

test('reads a cookie among others', () => {
  expect(readCookie('a=1; XSRF-TOKEN=x%2Fy=z; b=2', 'XSRF-TOKEN')).toBe('x/y=z')
  expect(readCookie('NOT-XSRF-TOKEN=1', 'XSRF-TOKEN')).toBeNull()
})
