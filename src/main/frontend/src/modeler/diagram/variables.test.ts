import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createModdle } from './moddle'
import { within } from './model'
import { variablesBefore, type Known } from './variables'

const root = join(import.meta.dirname, '../../../../../..')
const form = (key: string): Record<string, unknown> => JSON.parse(readFileSync(join(root, 'forms', `${key}.form`), 'utf8')) as Record<string, unknown>

const known: Known = {
  agents: new Map([['fit-scorer', { type: 'object', properties: { verdict: { type: 'string', enum: ['qualified', 'disqualified'] }, confidence: { type: 'number', title: 'Confidence' } } }]]),
  tools: new Map([['company.lookup', { type: 'object', properties: { employees: { type: 'integer' } } }]]),
  forms: new Map([['lead-start', form('lead-start')], ['lead-decision', form('lead-decision')]]),
}

test('at the first step there is what the start form asks for, and who has started it', async () => {
  const paths = await pathsAt('research-account')
  expect(paths).toEqual(expect.arrayContaining(['lead', 'lead.company', 'lead.email', 'initiator', 'replyDeadline']))
  expect(paths).not.toContain('research')
  expect(paths).not.toContain('fit')
})

test('a condition may speak of what the agents before it have answered, with the values it can have', async () => {
  const variables = await variablesAt('is-clearly-unfit')
  expect(variables.find(({ path }) => path === 'fit.verdict')).toMatchObject({ note: "string: 'qualified', 'disqualified'", from: 'Score the fit' })
  expect(variables.map(({ path }) => path)).toContain('fit.confidence')
  expect(variables.map(({ path }) => path)).not.toContain('facts')
})

test('behind a boundary event there is what went wrong, and not what the task would have answered', async () => {
  const paths = await pathsAt('after-facts-missing')
  expect(paths).toContain('failure')
  expect(paths).not.toContain('facts')
  expect(await pathsAt('facts-same')).toEqual(expect.arrayContaining(['facts', 'facts.employees']))
})

test('of the process itself all are known', async () => {
  expect(await pathsAt('lead-outreach')).toEqual(expect.arrayContaining(['lead.tier', 'fit', 'facts', 'delivery']))
})

async function variablesAt(id: string) {
  const { rootElement } = await createModdle().fromXML(readFileSync(join(root, 'processes/lead-outreach.bpmn'), 'utf8'))
  const element = [...within(rootElement)].find((model) => model.id === id)
  if (element === undefined) {
    throw new Error(`${id} is in the diagram`)
  }
  return variablesBefore(element, known)
}

async function pathsAt(id: string): Promise<string[]> {
  return (await variablesAt(id)).map(({ path }) => path)
}
