import { expect, test } from 'vitest'
import { argumentProblem, argumentsOf, parseArgument, readObject, showArgument, withEntry, writeObject } from './argumentsJson'

const schema = {
  type: 'object',
  required: ['to'],
  properties: {
    to: { type: 'string', title: 'Recipient' },
    amount: { type: 'number' },
    urgent: { type: 'boolean' },
    kind: { type: 'string', enum: ['a', 'b'] },
  },
}

test('what the contract declares comes first, then what only the diagram has', () => {
  expect(argumentsOf(schema, { extra: 1, to: 'x' }).map(({ name }) => name)).toEqual(['to', 'amount', 'urgent', 'kind', 'extra'])
})

test('a literal becomes what the contract asks for, and a reference stays a text', () => {
  expect(parseArgument('12.5', 'number')).toBe(12.5)
  expect(parseArgument('12.5', 'string')).toBe('12.5')
  expect(parseArgument('${order.amount}', 'number')).toBe('${order.amount}')
  expect(parseArgument('true', 'boolean')).toBe(true)
  expect(parseArgument('', 'string')).toBeUndefined()
})

test('what one sees is what one typed', () => {
  for (const [text, type] of [['a "b"', 'string'], ['12.5', 'number'], ['[1, 2]', 'array'], ['{"a": [true]}', 'object']] as const) {
    expect(showArgument(parseArgument(text, type))).toBe(text)
  }
})

test('an entry keeps its place and can be taken out', () => {
  const value = readObject('{"a": 1, "b": {"c": "${d}"}}') ?? {}
  expect(writeObject(withEntry(value, 'a', '${x}'))).toBe('{"a": "${x}", "b": {"c": "${d}"}}')
  expect(writeObject(withEntry(value, 'a', undefined))).toBe('{"b": {"c": "${d}"}}')
  expect(readObject('[1]')).toBeNull()
  expect(readObject('{')).toBeNull()
  expect(readObject('')).toEqual({})
})

test('what the contract would refuse is said, and references are left to the run', () => {
  const [to, amount, , kind] = argumentsOf(schema, {})
  expect(to && argumentProblem(to, undefined)).toContain('asks for it')
  expect(amount && argumentProblem(amount, 'twelve')).toContain('number')
  expect(amount && argumentProblem(amount, '${twelve}')).toBeNull()
  expect(kind && argumentProblem(kind, 'c')).toContain('a, b')
})
