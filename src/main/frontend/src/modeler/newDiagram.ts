import { t } from './texts'

/** What an analyst begins with: a start, and a workflow map that asks to be filled in. */
export function newDiagram(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
             xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
             xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
             xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
             xmlns:flowable="http://flowable.org/bpmn"
             xmlns:steward="https://steward.dev/bpmn/1"
             id="new-workflow-definitions" targetNamespace="https://steward.dev/processes">
  <process id="new-workflow" name="${t('New workflow')}" isExecutable="true">
    <startEvent id="start" flowable:initiator="initiator" />
  </process>
  <bpmndi:BPMNDiagram id="new-workflow-diagram">
    <bpmndi:BPMNPlane id="new-workflow-plane" bpmnElement="new-workflow">
      <bpmndi:BPMNShape id="start-shape" bpmnElement="start">
        <dc:Bounds x="200" y="200" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</definitions>
`
}
