import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createModdle } from '../diagram'
import { lint } from './lint'
import { merged } from './merge'
import type { Names } from './rules'

const root = join(import.meta.dirname, '../../../../../..')
const shipped = readdirSync(join(root, 'processes')).filter((name) => name.endsWith('.bpmn'))
const filesIn = (folder: string, extension: string): string[] => readdirSync(join(root, folder)).filter((name) => name.endsWith(extension)).map((name) => name.slice(0, -extension.length))

const unknown: Names = { agents: new Map(), tools: new Set(), groups: new Set(), forms: new Set() }

test.each(shipped)('nothing is wrong with %s', async (name) => {
  const known: Names = { ...unknown, tools: new Set(filesIn('tools', '.yaml')), forms: new Set(filesIn('forms', '.form')) }
  const found = await findings(readFileSync(join(root, 'processes', name), 'utf8'), known)
  expect(found.filter((line) => line.startsWith('error'))).toEqual([])
})

const cases: Record<string, [content: string, finding: string]> = {
  'an agent task without a goal': [agent('<flowable:field name="agent"><flowable:string>a</flowable:string></flowable:field>'), 'error s task-fields It does not say: goal, result goes to'],
  'a goal that speaks of what the agent does not see': [
    agent(fields({ agent: 'a', goal: 'Write to ${lead.email}', inputs: 'draft', result: 'r' })),
    'error s task-fields The goal speaks of lead, which the agent does not get to see',
  ],
  'a task that nobody does': ['<bpmn:task id="s"/>', 'error s task-type Nobody does this: make it an agent task, a tool task or a user task'],
  'a task for nobody': ['<bpmn:userTask id="s"/>', 'warning s task-for-nobody It names nobody: no groups, no people'],
  'no way on when a task fails': [agent(fields({ agent: 'a', goal: 'g', result: 'r' })), 'warning s no-fallback No error event catches the failure of this task: an operator would have to step in'],
  'a timer without a time': ['<bpmn:intermediateCatchEvent id="s"><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>', 'error s timer The timer does not say when'],
  'a condition that calls something': [
    `<bpmn:exclusiveGateway id="g" default="d"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="d" sourceRef="g" targetRef="e"/><bpmn:sequenceFlow id="s" sourceRef="g" targetRef="e"><bpmn:conditionExpression>\${a.b()}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    'error s expression Expressions call nothing: variables, literals, comparisons and logic are allowed',
  ],
  'what the engine takes no notice of': [
    '<bpmn:userTask id="s"><bpmn:extensionElements><camunda:inputOutput xmlns:camunda="urn:c"/></bpmn:extensionElements></bpmn:userTask>',
    'warning s extension-ignored The engine takes no notice of camunda:inputOutput: state it with fields',
  ],
}

test.each(Object.entries(cases))('finds %s', async (_, [content, finding]) => {
  expect(await findings(document(content), unknown)).toContain(finding)
})

test('names that are not known are found, once it is known which there are', async () => {
  const xml = document(
    agent(fields({ agent: 'nobody', goal: 'g', result: 'r' })) + '<bpmn:userTask id="u" flowable:candidateGroups="ghosts" flowable:formKey="no-form"/>',
  )
  const known: Names = { agents: new Map([['somebody', []]]), tools: new Set(['t']), groups: new Set(['sales']), forms: new Set(['f']) }
  expect(await findings(xml, known)).toEqual(expect.arrayContaining(['error s task-fields There is no agent “nobody”', 'error u form-missing There is no form “no-form”', 'warning u group-unknown Nobody is in the group “ghosts”']))
  const quiet = await findings(xml, unknown)
  expect(quiet.filter((line) => line.includes('There is no') || line.includes('Nobody is'))).toEqual([])
})

test('an error event at a sub-process around a task catches its failure', async () => {
  const caught = `<bpmn:subProcess id="sub">${agent(fields({ agent: 'a', goal: 'g', result: 'r' }))}</bpmn:subProcess><bpmn:boundaryEvent id="b" attachedToRef="sub"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>`
  expect((await findings(document(caught), unknown)).filter((line) => line.includes('no-fallback'))).toEqual([])
})

const finding = (element: string | null, rule: string, message: string) => ({ severity: 'warning' as const, resource: 'x', element, elementName: null, line: null, rule, message })

test('the server has the last word, and what only the browser found stays', () => {
  const all = merged([finding('a', 'group-unknown', 'ours'), finding('b', 'group-unknown', 'ours')], [finding('a', 'group-unknown', 'theirs'), finding(null, 'file-unused', 'theirs')])
  expect(all.map(({ element, message }) => `${element} ${message}`).sort()).toEqual(['a theirs', 'b ours', 'null theirs'])
})

test('what the browser says as well is said in its words, at the server’s line', () => {
  const all = merged([finding('a', 'task-fields', 'ours')], [{ ...finding('a', 'task-fields', 'theirs'), line: 7 }, finding('b', 'task-fields', 'theirs')])
  expect(all.map(({ element, line, message }) => `${element} ${line} ${message}`).sort()).toEqual(['a 7 ours', 'b null theirs'])
})

async function findings(xml: string, known: Names): Promise<string[]> {
  const { rootElement } = await createModdle().fromXML(xml)
  return (await lint(rootElement, known, 'x.bpmn')).map(({ severity, element, rule, message }) => `${severity} ${element ?? ''} ${rule} ${message}`)
}

function agent(extensions: string): string {
  return `<bpmn:serviceTask id="s" flowable:type="agent"><bpmn:extensionElements>${extensions}</bpmn:extensionElements></bpmn:serviceTask>`
}

function fields(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `<flowable:field name="${name}"><flowable:string>${value}</flowable:string></flowable:field>`)
    .join('')
}

function document(content: string): string {
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" id="d" targetNamespace="urn:t"><bpmn:process id="p" isExecutable="true">${content}</bpmn:process></bpmn:definitions>`
}
