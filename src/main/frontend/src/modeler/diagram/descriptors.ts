/** The namespaces a workflow may use beside BPMN's own. */
export const flowableUri = 'http://flowable.org/bpmn'
export const stewardUri = 'https://steward.dev/bpmn/1'

/**
 * The engine's attributes by the BPMN elements they stand on. All are texts: a value that is none of the expected ones
 * comes out of the file again as it went in.
 */
const attributes: Record<string, readonly string[]> = {
  'bpmn:FlowNode': ['async', 'exclusive'],
  'bpmn:StartEvent': ['initiator', 'formKey'],
  'bpmn:UserTask': ['assignee', 'owner', 'candidateUsers', 'candidateGroups', 'formKey', 'dueDate', 'priority', 'category'],
  'bpmn:ServiceTask': ['type'],
  'bpmn:CallActivity': ['calledElementType', 'sameDeployment', 'businessKey', 'inheritBusinessKey', 'processInstanceName', 'fallbackToDefaultTenant'],
  'bpmn:MultiInstanceLoopCharacteristics': ['collection', 'elementVariable', 'elementIndexVariable'],
  'bpmn:ErrorEventDefinition': ['errorVariableName', 'errorVariableTransient', 'errorVariableLocalScope'],
  'bpmn:SignalEventDefinition': ['async'],
  'bpmn:Signal': ['scope'],
  'bpmn:TerminateEventDefinition': ['terminateAll', 'terminateMultiInstance'],
  'bpmn:FormalExpression': ['endDate'],
}

export const flowable = {
  name: 'Flowable',
  prefix: 'flowable',
  uri: flowableUri,
  xml: { tagAlias: 'lowerCase' },
  types: Object.entries(attributes).map(([element, names]) => ({
    name: element.replace('bpmn:', ''),
    extends: [element],
    properties: names.map((name) => ({ name, type: 'String', isAttr: true })),
  })),
}

export const steward = {
  name: 'Steward',
  prefix: 'steward',
  uri: stewardUri,
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      // BPMN has a place for other tools' elements, and not all of them keep to it. Their elements stay where they were.
      name: 'Foreign',
      extends: ['bpmn:BaseElement'],
      properties: [{ name: 'foreign', type: 'Element', isMany: true }],
    },
  ],
}

export const descriptors = { flowable, steward }
