import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'saxen'
import { expect, test } from 'vitest'
import { createModdle } from './moddle'

const folder = join(import.meta.dirname, '../../../../../../processes')
const shipped = readdirSync(folder).filter((name) => name.endsWith('.bpmn'))

test('there are workflows to try it with', () => {
  expect(shipped.length).toBeGreaterThan(4)
})

test.each(shipped)('%s comes out as it went in', async (name) => {
  const xml = readFileSync(join(folder, name), 'utf8')
  const { out, warnings } = await roundTrip(xml)
  expect(warnings).toEqual([])
  expect(facts(out)).toEqual(facts(xml))
})

const odd: Record<string, string> = {
  'elements and attributes of other tools': `
    <bpmn:extensionElements><camunda:properties xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><camunda:property name="a" value="&lt;b&gt;"/></camunda:properties></bpmn:extensionElements>
    <bpmn:userTask id="u" zeebe:kind="x" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" flowable:somethingNew="\${a}"/>`,
  'elements of the engine that nobody described': `
    <bpmn:serviceTask id="s" flowable:type="agent" flowable:async="perhaps"><bpmn:extensionElements>
      <flowable:executionListener event="start" class="x.Y"><flowable:field name="a"><flowable:expression>\${b}</flowable:expression></flowable:field></flowable:executionListener>
      <flowable:field name="goal" stringValue="x"/><flowable:neverHeardOf><flowable:deep at="1">text</flowable:deep></flowable:neverHeardOf>
    </bpmn:extensionElements></bpmn:serviceTask>`,
  'elements of our namespace that are to come': `
    <bpmn:extensionElements><steward:workflow owner="o" later="x"><steward:more of="it"/></steward:workflow><steward:brandNew>t</steward:brandNew></bpmn:extensionElements>`,
  'BPMN inside of an extension': `
    <bpmn:extensionElements><flowable:wrap><bpmn:documentation>inside</bpmn:documentation></flowable:wrap></bpmn:extensionElements>`,
  'extensions outside of their place': `
    <bpmn:userTask id="u"><x:note xmlns:x="urn:x">kept</x:note><flowable:taskListener event="create"/><steward:escalation group="g"/></bpmn:userTask>`,
  'texts with line breaks, markup and other scripts': `
    <bpmn:serviceTask id="s" name="Zeile 1&#10;Zeile 2 &amp; &quot;mehr&quot; 漢字 🙂"><bpmn:documentation><![CDATA[<b>not markup</b> ]] > ]]></bpmn:documentation>
    <bpmn:extensionElements><flowable:field name="arguments"><flowable:string><![CDATA[{"a": "<b> & \\"c\\""}]]></flowable:string></flowable:field></bpmn:extensionElements></bpmn:serviceTask>`,
  'conditions, timers and loops': `
    <bpmn:startEvent id="a"/><bpmn:exclusiveGateway id="g" default="f"/><bpmn:endEvent id="e"/>
    <bpmn:sequenceFlow id="f" sourceRef="g" targetRef="e"/><bpmn:sequenceFlow id="h" sourceRef="g" targetRef="e"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">\${a.b &gt;= 0.9 &amp;&amp; !c}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:userTask id="u"><bpmn:multiInstanceLoopCharacteristics flowable:collection="items" flowable:elementVariable="item"><bpmn:completionCondition>\${done}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>
    <bpmn:boundaryEvent id="t" attachedToRef="u"><bpmn:timerEventDefinition><bpmn:timeDuration>PT8H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
}

test.each(Object.entries(odd))('nothing is lost of %s', async (_, content) => {
  const xml = inDefinitions(content)
  const { out, warnings } = await roundTrip(xml)
  expect(warnings).toEqual([])
  expect(facts(out)).toEqual(facts(xml))
})

test('other prefixes for the same namespaces become the usual ones', async () => {
  const xml = inDefinitions('<bpmn:serviceTask id="s" f:type="agent"><bpmn:extensionElements><f:field name="agent"/></bpmn:extensionElements></bpmn:serviceTask>').replace(
    'xmlns:flowable=',
    'xmlns:f=',
  )
  const { out, root } = await roundTrip(xml)
  expect(facts(out)).toEqual(facts(xml))
  const process = (root.get('rootElements') as { get: (name: string) => unknown }[])[0]
  const task = (process?.get('flowElements') as { get: (name: string) => unknown }[])[0]
  expect(task?.get('flowable:type')).toBe('agent')
})

test('what is no BPMN is refused with a reason', async () => {
  for (const xml of ['', 'no xml', '<a/>', '<bpmn:definitions>', '<definitions xmlns="urn:other"/>']) {
    await expect(createModdle().fromXML(xml)).rejects.toThrow()
  }
})

test('entities are not expanded, and what is not understood is said', async () => {
  const bomb = `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${inDefinitions('<bpmn:userTask id="u" name="&b;"/>')}`
  const { out } = await roundTrip(bomb)
  expect(out).not.toContain('aaaaaaaa')
  const { warnings } = await roundTrip(inDefinitions('<bpmn:noSuchElement id="x"/>'))
  expect(warnings.length).toBe(1)
})

async function roundTrip(xml: string) {
  const moddle = createModdle()
  const { rootElement, warnings } = await moddle.fromXML(xml)
  const { xml: out } = await moddle.toXML(rootElement, { format: true })
  return { out, warnings: warnings.map(({ message }) => message), root: rootElement }
}

/** What a document says, whatever its prefixes, line breaks between elements and order of attributes and siblings of different kinds are. */
function facts(xml: string): string[] {
  const found: string[] = []
  const path: { name: string; text: string; attributes: string[]; children: Map<string, number> }[] = [{ name: '', text: '', attributes: [], children: new Map() }]
  const expand = (name: string, scope: Record<string, string>, isAttribute: boolean): string => {
    const [prefix, local] = name.includes(':') ? (name.split(':') as [string, string]) : [null, name]
    const uri = prefix === null ? (isAttribute ? null : scope['']) : prefix === 'xml' ? 'xml' : scope[prefix]
    return uri === null || uri === undefined ? local : `{${uri}}${local}`
  }
  const scopes: Record<string, string>[] = [{}]
  const parser = new Parser()
  parser.on('openTag', (name: string, read: () => Record<string, string>, decode: (text: string) => string) => {
    const attributes = read()
    const scope = { ...scopes.at(-1) }
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) {
        scope[key.slice(6)] = value
      }
    }
    scopes.push(scope)
    const parent = path.at(-1)
    const full = expand(name, scope, false)
    const index = parent?.children.get(full) ?? 0
    parent?.children.set(full, index + 1)
    path.push({
      name: `${full}[${index}]`,
      text: '',
      children: new Map(),
      attributes: Object.entries(attributes)
        .filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:'))
        // A type that is the only possible one need not be said.
        .filter(([key, value]) => !(key.endsWith(':type') && value.endsWith('tFormalExpression')))
        .map(([key, value]) => `${expand(key, scope, true)}=${decode(value)}`)
        .sort(),
    })
  })
  const addText = (text: string): void => {
    const at = path.at(-1)
    if (at !== undefined) {
      at.text += text
    }
  }
  parser.on('text', (text: string, decode: (text: string) => string) => addText(decode(text)))
  parser.on('cdata', addText)
  parser.on('closeTag', () => {
    scopes.pop()
    const at = path.pop()
    const place = [...path.map(({ name }) => name).slice(1), at?.name].join('/')
    found.push(`${place} ${at?.attributes.join(' ') ?? ''} ${at?.text.trim() ?? ''}`)
  })
  parser.parse(xml)
  return found.sort()
}

function inDefinitions(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:flowable="http://flowable.org/bpmn" xmlns:steward="https://steward.dev/bpmn/1" id="d" targetNamespace="urn:t">
  <bpmn:process id="p" isExecutable="true">${content}</bpmn:process>
</bpmn:definitions>`
}
