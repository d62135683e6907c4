import { expect, vi } from 'vitest'
import { baseUrl, callApi } from './browser'

/** Processes of a test's own: one step breaks, one waits for somebody, one calls another process. */

export async function deployWatched(key: string): Promise<void> {
  const body = new FormData()
  body.append('comment', 'For a test')
  body.append('files', new Blob([caller(key)], { type: 'application/xml' }), `${key}.bpmn`)
  body.append('files', new Blob([called(key)], { type: 'application/xml' }), `${key}-called.bpmn`)
  body.append('files', new Blob([mendable(key)], { type: 'application/xml' }), `${key}-mendable.bpmn`)
  const response = await fetch(new URL('/api/deployments', baseUrl), {
    method: 'POST',
    body,
    headers: { Authorization: `Basic ${Buffer.from('operator:operator').toString('base64')}` },
  })
  expect(response.status, await response.clone().text()).toBe(201)
}

/** Its tool gives up, as it gets more than it asks for; the id. */
export async function startWatched(key: string, businessKey: string): Promise<string> {
  return startToGiveUp(key, { businessKey, variables: { customer: { tier: 'gold', email: 'none' }, rank: 7 } })
}

/** Its tool gives up where it is switched off, and works where it is not; the id. */
export async function startMendable(key: string): Promise<string> {
  return startToGiveUp(`${key}-mendable`, {})
}

async function startToGiveUp(key: string, request: object): Promise<string> {
  const started = await callApi('operator', `/api/processes/${key}/instances`, { method: 'POST', body: JSON.stringify(request) })
  expect(started.status, await started.clone().text()).toBe(201)
  const { id } = (await started.json()) as { id: string }
  await vi.waitUntil(async () => (await (await callApi('operator', `/api/incidents?instanceId=${id}`)).text()).includes(id), { timeout: 50_000, interval: 500 })
  return id
}

function caller(key: string): string {
  const steps: Step[] = [
    { id: 'begin', kind: 'startEvent', x: 100, y: 182 },
    { id: 'split', kind: 'parallelGateway', x: 190, y: 175 },
    { id: 'ask', kind: 'serviceTask', name: 'Read the history', x: 300, y: 60 },
    { id: 'check', kind: 'userTask', name: 'Check the customer', x: 300, y: 160 },
    { id: 'inform', kind: 'callActivity', name: 'Inform the partner', x: 300, y: 260 },
    { id: 'join', kind: 'parallelGateway', x: 470, y: 175 },
    { id: 'end', kind: 'endEvent', x: 580, y: 182 },
  ]
  const flows = [['begin', 'split'], ['split', 'ask'], ['split', 'check'], ['split', 'inform'], ['ask', 'join'], ['check', 'join'], ['inform', 'join'], ['join', 'end']] as const
  return definitions(
    key,
    'Customer check',
    steps,
    flows,
    `<serviceTask id="ask" name="Read the history" flowable:type="tool"><extensionElements>
      <flowable:field name="tool" stringValue="crm.history"/>
      <flowable:field name="arguments" stringValue='{"email": "\${customer.email}", "rank": "\${rank}"}'/>
      <flowable:field name="result" stringValue="history"/>
    </extensionElements></serviceTask>
    <userTask id="check" name="Check the customer" flowable:candidateGroups="approvers"/>
    <callActivity id="inform" name="Inform the partner" calledElement="${key}-called" flowable:inheritBusinessKey="true"/>
    <parallelGateway id="split"/><parallelGateway id="join"/>`,
  )
}

function called(key: string): string {
  const steps: Step[] = [
    { id: 'begin', kind: 'startEvent', x: 100, y: 82 },
    { id: 'call', kind: 'userTask', name: 'Call the partner', x: 200, y: 60 },
    { id: 'end', kind: 'endEvent', x: 370, y: 82 },
  ]
  return definitions(
    `${key}-called`,
    'Partner call',
    steps,
    [['begin', 'call'], ['call', 'end']],
    '<userTask id="call" name="Call the partner" flowable:candidateGroups="approvers"/>',
  )
}

function mendable(key: string): string {
  const steps: Step[] = [
    { id: 'begin', kind: 'startEvent', x: 100, y: 82 },
    { id: 'read', kind: 'serviceTask', name: 'Read the supplier', x: 200, y: 60 },
    { id: 'end', kind: 'endEvent', x: 370, y: 82 },
  ]
  return definitions(
    `${key}-mendable`,
    'Supplier check',
    steps,
    [['begin', 'read'], ['read', 'end']],
    `<serviceTask id="read" name="Read the supplier" flowable:type="tool"><extensionElements>
      <flowable:field name="tool" stringValue="suppliers.read"/>
      <flowable:field name="arguments" stringValue='{"supplier": "S-100"}'/>
      <flowable:field name="result" stringValue="supplier"/>
    </extensionElements></serviceTask>`,
  )
}

interface Step {
  id: string
  kind: string
  name?: string
  x: number
  y: number
}

function definitions(key: string, name: string, steps: readonly Step[], flows: readonly (readonly [string, string])[], body: string): string {
  const sizes: Record<string, [number, number]> = { startEvent: [36, 36], endEvent: [36, 36], parallelGateway: [50, 50] }
  const box = ({ kind, x, y }: Step): [number, number, number, number] => [x, y, ...(sizes[kind] ?? [110, 80])]
  const shapes = steps.map((step) => {
    const [x, y, width, height] = box(step)
    return `<bpmndi:BPMNShape id="${step.id}_di" bpmnElement="${step.id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`
  })
  const edges = flows.map(([from, to]) => {
    const [source, target] = [from, to].map((id) => box(steps.find((step) => step.id === id) as Step)) as [[number, number, number, number], [number, number, number, number]]
    return `<bpmndi:BPMNEdge id="${from}_${to}_di" bpmnElement="${from}_${to}"><di:waypoint x="${source[0] + source[2]}" y="${source[1] + source[3] / 2}"/><di:waypoint x="${target[0]}" y="${target[1] + target[3] / 2}"/></bpmndi:BPMNEdge>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="https://steward.dev/tests">
  <process id="${key}" name="${name}" isExecutable="true">
    <startEvent id="begin"/><endEvent id="end"/>
    ${body}
    ${flows.map(([from, to]) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`).join('')}
  </process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${key}">${shapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`
}
