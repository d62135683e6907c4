/** A workflow with so many elements drawn: tasks in rows, and the flows between them. */
export function largeDiagram(elements: number): string {
  const tasks = Math.ceil((elements - 1) / 2)
  const perRow = 15
  const nodes = Array.from({ length: tasks }, (_, index) => ({ id: `task-${index + 1}`, x: 280 + (index % perRow) * 160, y: 80 + Math.floor(index / perRow) * 140 }))
  const ids = ['start', ...nodes.map(({ id }) => id)]
  const flows = ids.slice(1).map((target, index) => ({ id: `flow-${index + 1}`, source: ids[index] ?? 'start', target }))
  const at = (id: string): { x: number; y: number } => nodes.find((node) => node.id === id) ?? { x: 150, y: 80 }
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:flowable="http://flowable.org/bpmn" id="large-definitions" targetNamespace="urn:large">
  <process id="large" name="Large" isExecutable="true">
    <startEvent id="start"/>
    ${nodes.map(({ id }, index) => `<serviceTask id="${id}" name="Step ${index + 1}" flowable:type="agent"><extensionElements><flowable:field name="agent"><flowable:string>fit-scorer</flowable:string></flowable:field><flowable:field name="goal"><flowable:string>Step ${index + 1}</flowable:string></flowable:field><flowable:field name="result"><flowable:string>r${index + 1}</flowable:string></flowable:field></extensionElements></serviceTask>`).join('\n    ')}
    ${flows.map(({ id, source, target }) => `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"/>`).join('\n    ')}
  </process>
  <bpmndi:BPMNDiagram id="large-diagram"><bpmndi:BPMNPlane id="large-plane" bpmnElement="large">
    <bpmndi:BPMNShape id="start-shape" bpmnElement="start"><dc:Bounds x="150" y="102" width="36" height="36"/></bpmndi:BPMNShape>
    ${nodes.map(({ id, x, y }) => `<bpmndi:BPMNShape id="${id}-shape" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="100" height="80"/></bpmndi:BPMNShape>`).join('\n    ')}
    ${flows.map(({ id, source, target }) => `<bpmndi:BPMNEdge id="${id}-edge" bpmnElement="${id}"><di:waypoint x="${at(source).x + 100}" y="${at(source).y + 40}"/><di:waypoint x="${at(target).x}" y="${at(target).y + 40}"/></bpmndi:BPMNEdge>`).join('\n    ')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`
}
