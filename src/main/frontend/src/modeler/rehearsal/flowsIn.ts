import type { Flow } from './reading'

const bpmn = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** The sequence flows of a diagram. */
export function flowsIn(xml: string): readonly Flow[] {
  const file = new DOMParser().parseFromString(xml, 'application/xml')
  const joins = new Set([...file.getElementsByTagNameNS(bpmn, 'parallelGateway')].map((gateway) => gateway.getAttribute('id')))
  return [...file.getElementsByTagNameNS(bpmn, 'sequenceFlow')].map((flow) => {
    const target = flow.getAttribute('targetRef') ?? ''
    return { id: flow.getAttribute('id') ?? '', source: flow.getAttribute('sourceRef') ?? '', target, joins: joins.has(target) }
  })
}
