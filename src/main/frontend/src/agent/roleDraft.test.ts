import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import { newRole, readRole, writeRole, type RoleDraft } from './roleDraft'

const source = `# Sales wrote this.
name: scorer
responsibility: Scores leads.   # and nothing else
model: long
instructions: |
  Score the lead.

  Say why.
tools: [crm.history]
limits: {modelCalls: 3, costUsd: 0.50, wallTime: 3m}
output:
  type: object
  required: [score]
  properties:
    score: {type: integer} # from 0 to 100
rehearsal:
  - answer: {score: 1}
`

function read(text: string): RoleDraft {
  const role = readRole(text)
  if (role === null) {
    throw new Error('It is a role.')
  }
  return role
}

test('reads what a form shows', () => {
  const role = read(source)
  expect(role.represents).toBe('initiator')
  expect(role.instructions).toBe('Score the lead.\n\nSay why.\n')
  expect(role.limits).toMatchObject({ modelCalls: '3', costUsd: '0.50', wallTime: '3m', tokens: '' })
  expect(JSON.parse(role.rehearsal)).toEqual([{ answer: { score: 1 } }])
})

test('changes one property and no other letter', () => {
  const role = read(source)
  expect(writeRole(source, role)).toBe(source)
  expect(writeRole(source, { ...role, model: 'short' })).toBe(source.replace('model: long', 'model: short'))
  expect(writeRole(source, { ...role, responsibility: 'Scores.' })).toBe(source.replace('Scores leads.', 'Scores.'))
  expect(writeRole(source, { ...role, tools: ['crm.history', 'web.read'] })).toBe(source.replace('[crm.history]', '[crm.history, web.read]'))
  expect(writeRole(source, { ...role, limits: { ...role.limits, costUsd: '0.60', wallTime: '' } })).toBe(
    source.replace('{modelCalls: 3, costUsd: 0.50, wallTime: 3m}', '{modelCalls: 3, costUsd: 0.60}'),
  )
  expect(writeRole(source, { ...role, instructions: 'Score it.\nOnce.\n' })).toBe(source.replace('  Score the lead.\n\n  Say why.\n', '  Score it.\n  Once.\n'))
})

test('adds what was not there and takes out what is empty', () => {
  const role = read(source)
  expect(writeRole(source, { ...role, represents: 'task-owner' })).toBe(`${source}represents: task-owner\n`)
  expect(writeRole(source, { ...role, rehearsal: '' })).toBe(source.replace('rehearsal:\n  - answer: {score: 1}\n', ''))
})

test('writes JSON as YAML where it says something else, and leaves it where only its form differs', () => {
  const role = read(source)
  const output = { type: 'object', required: ['score'], properties: { score: { type: 'number' } } }
  expect(parse(writeRole(source, { ...role, output: JSON.stringify(output) }))).toMatchObject({ name: 'scorer', output, tools: ['crm.history'] })
  expect(writeRole(source, { ...role, output: JSON.stringify(JSON.parse(role.output)) })).toBe(source)
  expect(() => writeRole(source, { ...role, output: '{' })).toThrow(SyntaxError)
})

test('writes into a text that is JSON', () => {
  const text = JSON.stringify({ name: 'a', model: 'x', tools: [], limits: { modelCalls: 3 } }, null, 2)
  const role = read(text)
  expect(parse(writeRole(text, { ...role, model: 'y', limits: { ...role.limits, tokens: '9' } }))).toEqual({ name: 'a', model: 'y', tools: [], limits: { modelCalls: 3, tokens: 9 } })
})

test('cannot show what is no role', () => {
  expect(readRole('a: [')).toBeNull()
  expect(readRole('- a')).toBeNull()
})

test('begins a new agent', () => {
  expect(read(newRole('fresh')).represents).toBe('initiator')
})

describe('the agents that come with Steward', () => {
  const folder = join(import.meta.dirname, '../../../../../agents')
  test.each(readdirSync(folder))('%s says the same after a change and back', (file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const role = read(text)
    const changed: RoleDraft = { ...role, responsibility: 'Another.', instructions: 'One.\nTwo.\n', tools: [...role.tools, 'x.y'], limits: { ...role.limits, tokens: '7' } }
    const written = writeRole(text, changed)
    expect(read(written)).toEqual(changed)
    expect(parse(writeRole(written, role))).toEqual(parse(text))
  })
})
