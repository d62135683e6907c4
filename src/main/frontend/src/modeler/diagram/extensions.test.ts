import { expect, test } from 'vitest'
import { attribute, extensions, field, fields, taskType, withAll, withFields, withOnly } from './extensions'
import { createModdle, type Moddle } from './moddle'
import type { Model } from './model'

test('a field is read however it is written', async () => {
  const { task } = await taskWith(`
    <flowable:field name="a"><flowable:string>1</flowable:string></flowable:field>
    <flowable:field name="b"><flowable:expression>\${2}</flowable:expression></flowable:field>
    <flowable:field name="c" stringValue="3"/><camunda:field name="d" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><camunda:string>4</camunda:string></camunda:field>`)
  expect(fields(task)).toEqual([['a', '1'], ['b', '${2}'], ['c', '3'], ['d', '4']])
  expect(field(task, 'none')).toBeUndefined()
  expect(taskType(task)).toBe('agent')
})

test('a changed field keeps its place, a new one comes last, and what else is there stays', async () => {
  const { task, moddle } = await taskWith(`
    <flowable:field name="goal"><flowable:string>old</flowable:string></flowable:field><x:other xmlns:x="urn:x" y="z"/>
    <flowable:field name="agent"><flowable:string>a</flowable:string></flowable:field>`)
  const before = extensions(task)
  task.set('extensionElements', withFields(moddle, task, { goal: 'a < "b" & ${c}', result: 'r', agent: null }))
  expect(extensions(task).map(({ $type }) => $type)).toEqual(['flowable:field', 'x:other', 'flowable:field'])
  expect(fields(task)).toEqual([['goal', 'a < "b" & ${c}'], ['result', 'r']])
  // What was there before is untouched, so that undo can put it back.
  expect(before.map((value) => attribute(value, 'name'))).toEqual(['goal', '', 'agent'])
  const again = await written(moddle, task)
  expect(fields(again)).toEqual([['goal', 'a < "b" & ${c}'], ['result', 'r']])
})

test('the last field takes the holder with it', async () => {
  const { task, moddle } = await taskWith('<flowable:field name="a"/>')
  expect(withFields(moddle, task, { a: null })).toBeUndefined()
})

test('an entry of the workflow map changes alone, and an empty one goes', async () => {
  const { task, moddle } = await taskWith('<steward:workflow owner="o" later="kept"><steward:more/></steward:workflow>')
  task.set('extensionElements', withOnly(moddle, task, 'steward:workflow', { owner: '', trigger: 't' }))
  const map = extensions((await written(moddle, task)), 'steward:workflow')[0]
  expect([attribute(map, 'owner'), attribute(map, 'trigger'), attribute(map, 'later'), map?.$children?.length]).toEqual(['', 't', 'kept', 1])
})

test('a list of elements is replaced as a whole', async () => {
  const { task, moddle } = await taskWith('<steward:escalation group="a" after="PT1H"/><flowable:field name="f"/>')
  task.set('extensionElements', withAll(moddle, task, 'steward:escalation', [{ group: 'b', after: '' }, { group: 'c', after: 'P1D' }]))
  const found = extensions(await written(moddle, task), 'steward:escalation')
  expect(found.map((one) => [attribute(one, 'group'), attribute(one, 'after')])).toEqual([['b', ''], ['c', 'P1D']])
  expect(fields(task)).toEqual([['f', '']])
})

async function taskWith(content: string): Promise<{ task: Model; moddle: Moddle }> {
  const moddle = createModdle()
  const { rootElement } = await moddle.fromXML(`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" xmlns:steward="https://steward.dev/bpmn/1" id="d" targetNamespace="urn:t">
    <bpmn:process id="p"><bpmn:serviceTask id="s" flowable:type="agent"><bpmn:extensionElements>${content}</bpmn:extensionElements></bpmn:serviceTask></bpmn:process></bpmn:definitions>`)
  return { task: taskIn(rootElement), moddle }
}

/** The task of the file that is written now. */
async function written(moddle: Moddle, task: Model): Promise<Model> {
  const definitions = task.$parent?.$parent
  const { xml } = await moddle.toXML(definitions ?? task)
  return taskIn((await createModdle().fromXML(xml)).rootElement)
}

function taskIn(definitions: Model): Model {
  const process = (definitions.get('rootElements') as Model[])[0]
  const task = (process?.get('flowElements') as Model[])[0]
  if (task === undefined) {
    throw new Error('There is a task in it.')
  }
  return task
}
