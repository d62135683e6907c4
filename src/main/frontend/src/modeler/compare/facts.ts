import { sentenceCase } from '../../ui'
import { attributes, describedTask, fields, is, many, taskType, workflowMap, type Model, type PropertyDescriptor } from '../diagram'
import { diagramText, t } from '../texts'

/** What an element says, property by property: the label in words, and the value as a text. */
export type Facts = ReadonlyMap<string, string>

/** Where it is, not what it says; or said by the other end already. */
const structure = new Set(['id', 'di', 'incoming', 'outgoing', 'flowElements', 'artifacts', 'rootElements', 'diagrams', 'laneSets', 'lanes', 'childLaneSet', 'participants', 'messageFlows', 'lanes', 'definitionalCollaborationRef', 'dataInputAssociations', 'dataOutputAssociations'])

/** What has no label of its own is called as it is in the file. */
const labels: Readonly<Record<string, string>> = {
  name: t('Name'),
  isExecutable: t('Can be started'),
  sourceRef: t('From'),
  targetRef: t('To'),
  default: t('Default flow'),
  attachedToRef: t('Attached to'),
  cancelActivity: t('Ends the task'),
  calledElement: t('Called process'),
  conditionExpression: t('Condition'),
  completionCondition: t('Over as soon as'),
  documentation: t('Documentation'),
  candidateGroups: t('Groups'),
  candidateUsers: t('People by name'),
  assignee: t('Given to'),
  formKey: t('Form'),
  dueDate: t('Due'),
  priority: t('Priority'),
  initiator: t('Who has started it goes to'),
  type: t('Kind of task'),
  collection: t('For each of the list'),
  elementVariable: t('One of them is called'),
  isSequential: t('One after the other'),
  loopCharacteristics: t('For each'),
  eventDefinitions: t('Event'),
  timeDuration: t('Duration'),
  timeDate: t('Moment'),
  timeCycle: t('Cycle'),
  errorRef: t('Error'),
  errorCode: t('Error code'),
  errorVariableName: t('What went wrong goes to'),
  messageRef: t('Message'),
  signalRef: t('Signal'),
  escalationRef: t('Escalation'),
  text: t('Text'),
  value: t('Value'),
  in: t('Goes in'),
  out: t('Comes out'),
  escalation: t('Escalation'),
  declassify: t('Clearance'),
  data: t('Data it starts with'),
}

/** Beside what is asked in the workflow map's group of questions. */
const mapLabels: Readonly<Record<string, string>> = {
  riskClass: t('Risk class'),
  accountSensitivity: t('How sensitive the account is'),
  baselineMinutes: t('Baseline'),
  successVariable: t('Success is told by'),
  successValue: t('Success is'),
}

export function factsOf(model: Model): Facts {
  const found = new Map<string, string>()
  collect(model, '', found)
  return found
}

function collect(model: Model, prefix: string, found: Map<string, string>): void {
  for (const property of model.$descriptor.properties) {
    const name = plainName(property)
    if (!structure.has(name) && !property.isVirtual && Object.hasOwn(model, property.name.includes(':') && !Object.hasOwn(model, property.name) ? property.ns.localName : property.name)) {
      add(model.get(property.name), property, prefix + labelOf(name), found)
    }
  }
  for (const [name, value] of Object.entries(model.$attrs)) {
    if (!name.startsWith('xmlns') && name !== 'xsi:type') {
      found.set(prefix + labelOf(name), value)
    }
  }
}

function plainName(property: PropertyDescriptor): string {
  return property.ns.prefix === 'bpmn' ? property.ns.localName : property.name
}

function labelOf(name: string): string {
  const local = name.replace(/^.*:/, '')
  return labels[local] ?? sentenceCase(local)
}

function add(value: unknown, property: PropertyDescriptor, label: string, found: Map<string, string>): void {
  if (property.name === 'bpmn:extensionElements' || property.ns.localName === 'extensionElements') {
    extended(value as Model | undefined, found)
  } else if (property.isReference === true) {
    found.set(label, (Array.isArray(value) ? (value as Model[]) : [value as Model | undefined]).map((one) => one?.name ?? one?.id ?? '').join(', '))
  } else if (Array.isArray(value)) {
    ;(value as unknown[]).forEach((one, index) => put(one, value.length > 1 ? `${label} ${index + 1}` : label, found))
  } else {
    put(value, label, found)
  }
}

function put(value: unknown, label: string, found: Map<string, string>): void {
  if (typeof value === 'object' && value !== null) {
    nested(value as Model, label, found)
  } else if (typeof value === 'boolean') {
    found.set(label, value ? t('yes') : t('no'))
  } else if (typeof value === 'string' || typeof value === 'number') {
    found.set(label, String(value))
  }
}

/** A timer, a loop, a text: what it holds in one line each. */
function nested(model: Model, label: string, found: Map<string, string>): void {
  if (model.$descriptor.isGeneric === true) {
    generic(model, label, found)
    return
  }
  const body = bodyOf(model)
  if (body !== null) {
    found.set(label, body)
    return
  }
  const kind = model.$type.replace(/^bpmn:/, '')
  const kindName = diagramText(sentenceCase(kind.replace(/EventDefinition$|LoopCharacteristics$/, '')))
  found.set(label, kindName)
  collect(model, `${kindName}: `, found)
}

function bodyOf(model: Model): string | null {
  const property = model.$descriptor.properties.find(({ isBody }) => isBody === true)
  const value = property === undefined ? undefined : model.get(property.name)
  return typeof value === 'string' ? value : null
}

function extended(holder: Model | undefined, found: Map<string, string>): void {
  const values = holder === undefined ? [] : many(holder, 'values')
  const owner = holder?.$parent
  const described = owner === undefined ? undefined : describedTask(taskType(owner))
  if (owner !== undefined) {
    for (const [name, value] of fields(owner)) {
      found.set([...(described?.fields ?? []), ...(described?.narrowing ?? [])].find((field) => field.name === name)?.label ?? sentenceCase(name), value)
    }
  }
  const seen = new Map<string, number>()
  for (const value of values.filter(({ $type }) => $type !== 'flowable:field' && $type !== 'camunda:field')) {
    if (value.$type === 'steward:workflow') {
      for (const [name, text] of Object.entries(attributes(value))) {
        found.set(t('Workflow map: {entry}', { entry: workflowMap.find((entry) => entry.name === name)?.label ?? mapLabels[name] ?? sentenceCase(name) }), text)
      }
    } else {
      const index = (seen.get(value.$type) ?? 0) + 1
      seen.set(value.$type, index)
      generic(value, `${labelOf(value.$type)}${index > 1 ? ` ${index}` : ''}`, found)
    }
  }
}

function generic(model: Model, label: string, found: Map<string, string>): void {
  const own = Object.entries(attributes(model))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  found.set(label, [own, model.$body ?? ''].filter((part) => part !== '').join(': ') || t('yes'))
  model.$children?.forEach((child, index) => generic(child, `${label} › ${sentenceCase(child.$type.replace(/^.*:/, ''))}${index > 0 ? ` ${index + 1}` : ''}`, found))
}

/** Elements that are compared: what has an id, and no parts of others. */
export function isCompared(model: Model): boolean {
  return model.id !== undefined && !is(model, 'bpmn:EventDefinition') && !is(model, 'bpmn:Definitions')
}
