import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createModdle } from '../diagram'
import { compareDiagrams, type ElementChange } from './compareDiagrams'
import { compareJson } from './compareJson'

const xml = readFileSync(join(import.meta.dirname, '../../../../../../processes/lead-outreach.bpmn'), 'utf8')

test('a diagram is no different from itself, also after it was written again', async () => {
  expect(await changes(xml, xml)).toEqual([])
  const moddle = createModdle()
  const again = await moddle.toXML((await moddle.fromXML(xml)).rootElement)
  expect(await changes(xml, again.xml)).toEqual([])
})

const edits: Record<string, [from: string, to: string, element: string, label: string, before: string | null, after: string | null]> = {
  'another agent': ['<flowable:string>fit-scorer<', '<flowable:string>crm-historian<', 'score-fit', 'Agent', 'fit-scorer', 'crm-historian'],
  'another goal': ['Judge whether ${lead.company} fits our offer, and how sure that is.', 'Judge.', 'score-fit', 'Goal', 'Judge whether ${lead.company} fits our offer, and how sure that is.', 'Judge.'],
  'what an agent may see': ['<flowable:string>lead, research, history</flowable:string>', '<flowable:string>lead</flowable:string>', 'score-fit', 'May see', 'lead, research, history', 'lead'],
  'narrower tools': ['<flowable:string>outreach.send</flowable:string>', '<flowable:string></flowable:string>', 'send-message', 'Tools', 'outreach.send', ''],
  'other terms': ['"times": 1,', '"times": 2,', 'send-message', 'Terms of use', null, null],
  'another tool': ['<flowable:string>company.lookup<', '<flowable:string>crm.history<', 'check-facts', 'Tool', 'company.lookup', 'crm.history'],
  'other arguments': ['{"name": "${lead.company}"}', '{"name": "x"}', 'check-facts', 'Arguments', '{"name": "${lead.company}"}', '{"name": "x"}'],
  'another form': ['flowable:formKey="lead-decision"', 'flowable:formKey="other"', 'decide-on-lead', 'Form', 'lead-decision', 'other'],
  'other people': ['flowable:candidateGroups="sales" flowable:formKey="lead-decision"', 'flowable:candidateGroups="legal" flowable:formKey="lead-decision"', 'decide-on-lead', 'Groups', 'sales', 'legal'],
  'another risk class': ['riskClass="customer-outreach"', 'riskClass="clinical"', 'lead-outreach', 'Workflow map: Risk class', 'customer-outreach', 'clinical'],
  'another deadline': ['<flowable:value>P3D<', '<flowable:value>P5D<', 'replyDeadline', 'Value', 'P3D', 'P5D'],
  'another condition': ["${fit.verdict == 'disqualified'", "${fit.verdict == 'unfit'", 'is-clearly-unfit', 'Condition', null, null],
  'another default': ['default="not-clearly-unfit"', 'default="is-clearly-unfit"', 'clearly-unfit', 'Default flow', null, null],
  'another error code': ['errorCode="TOOL_FAILED"', 'errorCode="REJECTED"', 'tool-failed', 'Error code', 'TOOL_FAILED', 'REJECTED'],
}

test.each(Object.entries(edits))('%s shows, and nothing else', async (_, [from, to, element, label, before, after]) => {
  expect(xml).toContain(from)
  const found = await changes(xml, xml.replace(from, to))
  expect(found.map(({ id, kind }) => `${kind} ${id}`)).toEqual([`changed ${element}`])
  expect(found[0]?.properties.map((change) => change.label)).toEqual([label])
  if (before !== null) {
    expect(found[0]?.properties[0]).toEqual({ label, before, after })
  }
})

test('elements that come, go and are only moved are told apart', async () => {
  const added = xml.replace('<endEvent id="no-message"', '<userTask id="brand-new" name="Brand new" flowable:candidateGroups="sales"/><endEvent id="no-message"')
  expect((await changes(xml, added)).map(({ id, kind }) => `${kind} ${id}`)).toEqual(['added brand-new'])
  expect((await changes(added, xml)).map(({ id, kind }) => `${kind} ${id}`)).toEqual(['removed brand-new'])
  const moved = xml.replace(/(bpmnElement="score-fit">\s*<dc:Bounds x=")\d+/, '$110')
  expect((await changes(xml, moved)).map(({ id, kind }) => `${kind} ${id}`)).toEqual(['moved score-fit'])
})

test('forms are compared field by field', () => {
  const form = { type: 'default', components: [{ key: 'a', label: 'A', validate: { required: true } }, { key: 'b', label: 'B' }] }
  const other = { type: 'default', components: [{ key: 'new', label: 'New' }, { key: 'a', label: 'A', validate: { required: false } }] }
  expect(compareJson(form, other)).toEqual([
    { label: 'components › a › validate › required', before: 'true', after: 'false' },
    { label: 'components › b', before: '{"key":"b","label":"B"}', after: null },
    { label: 'components › new', before: null, after: '{"key":"new","label":"New"}' },
  ])
  expect(compareJson(form, structuredClone(form))).toEqual([])
})

async function changes(before: string, after: string): Promise<readonly ElementChange[]> {
  const read = async (text: string) => (await createModdle().fromXML(text)).rootElement
  return compareDiagrams(await read(before), await read(after))
}
