import { expect, test } from 'vitest'
import { answer, commentReader, doubt, ifItDid, needsConfirmation, settlements } from './settlement'

const agent = { agent: 'outreach-writer', reversible: true }
const process = { agent: null, reversible: true }

test('says in one sentence what is unknown, and of whom', () => {
  expect(doubt({ agent: 'outreach-writer', toolTitle: 'Send an outreach message', arguments: { recipient: 'mia@example.com' } })).toBe(
    'It is not known whether this call by Outreach writer happened: Send an outreach message for mia@example.com.',
  )
  expect(doubt({ agent: null, toolTitle: 'Delete a contact', arguments: { id: 7 } })).toBe(
    'It is not known whether this call by the process happened: Delete a contact.',
  )
})

test('says what it means if it happened', () => {
  expect(ifItDid({ audience: 'external', reversible: false })).toBe('If it did, it reached people outside and cannot be undone.')
  expect(ifItDid({ audience: 'internal', reversible: true })).toBe('If it did, it stayed inside and can be reversed.')
})

test('offers three answers, each with what follows for the agent', () => {
  expect(settlements.map((settlement) => answer(settlement, agent).label)).toEqual(['It happened', 'It did not happen', 'Do it again'])
  expect(answer('done', agent).follows).toBe('Outreach writer is told that it took effect, and goes on.')
  expect(answer('not-done', agent).follows).toBe('Outreach writer is told so, and may go on without it.')
})

test('promises nothing to an agent where the process itself made the call', () => {
  for (const settlement of settlements) {
    const { follows, sent } = answer(settlement, process)
    expect(`${follows} ${sent}`).not.toMatch(/agent|told/)
  }
  expect(commentReader(process)).not.toContain('reads')
})

test('a comment on a call that is made again is not promised to be read', () => {
  expect(commentReader(agent)).toBe('Optional. It is kept on record, and Outreach writer reads it unless the call is made again.')
})

test('warns before a call that cannot be undone is made again', () => {
  expect(answer('retry', { ...agent, reversible: false }).follows).toContain('Only when you are sure that it did not happen')
  expect(answer('retry', agent).follows).toContain('it may happen twice')
})

test('asks twice only before making an irreversible call again', () => {
  const asksTwice = (reversible: boolean): string[] => settlements.filter((settlement) => needsConfirmation(settlement, { reversible }))
  expect(asksTwice(false)).toEqual(['retry'])
  expect(asksTwice(true)).toEqual([])
})
