import { expect, test } from 'vitest'
import { createModdle, within, is } from '../diagram'
import { expectedVariables } from './expectedVariables'

const known = { agents: new Map(), tools: new Map(), forms: new Map() }

async function expectedBy(content: string): Promise<object> {
  const { rootElement } = await createModdle().fromXML(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="x"><process id="p" isExecutable="true">${content}</process></definitions>`)
  const process = [...within(rootElement)].find((element) => is(element, 'bpmn:Process'))
  if (process === undefined) {
    throw new Error('no process')
  }
  return expectedVariables(process, known)
}

const agent = (fields: Record<string, string>): string =>
  `<serviceTask id="a" flowable:type="agent"><extensionElements>${Object.entries(fields)
    .map(([name, value]) => `<flowable:field name="${name}"><flowable:string><![CDATA[${value}]]></flowable:string></flowable:field>`)
    .join('')}</extensionElements></serviceTask>`

test('what is read and never written has to come with the start, with its parts', async () => {
  const variables = await expectedBy(
    `<startEvent id="s"/>${agent({ agent: 'x', goal: 'Judge ${lead.company} of ${lead.contact.name}', inputs: 'lead, offer', result: 'fit' })}
     <exclusiveGateway id="g"/><endEvent id="e"/>
     <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="g"/>
     <sequenceFlow id="f3" sourceRef="g" targetRef="e"><conditionExpression>\${fit.score &gt; 3 &amp;&amp; urgent}</conditionExpression></sequenceFlow>`,
  )
  expect(variables).toEqual({ lead: { company: '', contact: { name: '' } }, offer: '', urgent: '' })
})

test('the variable of a loop is its own', async () => {
  const variables = await expectedBy(
    `<userTask id="u" name="x"><multiInstanceLoopCharacteristics flowable:collection="\${leads}" flowable:elementVariable="each"/></userTask>`,
  )
  expect(variables).toEqual({ leads: '' })
})
