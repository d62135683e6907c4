import {
  attribute,
  conditionProblem,
  describedTask,
  extensions,
  field,
  is,
  isTime,
  many,
  names,
  one,
  referencesInText,
  taskType,
  text,
  workflowMap,
  type Model,
} from '../diagram'

/** Rules about what the browser can know, in the terms of bpmnlint. Those that the server has too carry its names. */

interface Reporter {
  report: (id: string | undefined, message: string) => void
}

type Check = (element: Model, reporter: Reporter) => void

/** What exists on the server. A list is empty while it is not known, and then nothing is said about it. */
export interface Names {
  agents: ReadonlyMap<string, readonly string[]>
  tools: ReadonlySet<string>
  groups: ReadonlySet<string>
  forms: ReadonlySet<string>
}

export interface OwnRule {
  severity: 'error' | 'warning'
  check: Check
}

export function ownRules(known: Names): Readonly<Record<string, OwnRule>> {
  return {
    'task-fields': { severity: 'error', check: taskFields(known) },
    'task-type': { severity: 'error', check: taskTypeIsKnown },
    expression: { severity: 'error', check: conditions },
    timer: { severity: 'error', check: timers },
    'form-missing': { severity: 'error', check: forms(known) },
    'task-for-nobody': { severity: 'warning', check: people },
    'group-unknown': { severity: 'warning', check: groups(known) },
    'map-incomplete': { severity: 'warning', check: map },
    'no-fallback': { severity: 'warning', check: fallback },
    'no-default': { severity: 'warning', check: defaults },
    'dead-end': { severity: 'warning', check: deadEnds },
    unreachable: { severity: 'warning', check: unreachable },
    'extension-ignored': { severity: 'warning', check: ignored },
  }
}

function taskFields(known: Names): Check {
  return (element, { report }) => {
    const described = describedTask(taskType(element))
    if (described === undefined) {
      return
    }
    const empty = described.fields.filter(({ name, required, kind }) => required && kind !== 'arguments' && (field(element, name) ?? '').trim() === '')
    if (empty.length > 0) {
      report(element.id, `It does not say: ${empty.map(({ label }) => label.toLowerCase()).join(', ')}`)
    }
    const agent = field(element, 'agent') ?? ''
    const tools = known.agents.get(agent)
    if (described.type === 'agent' && agent !== '' && known.agents.size > 0 && tools === undefined) {
      report(element.id, `There is no agent '${agent}'`)
    }
    const extra = tools === undefined ? [] : names(field(element, 'tools')).filter((tool) => !tools.includes(tool))
    if (extra.length > 0) {
      report(element.id, `The agent '${agent}' has no tool '${extra.join("', '")}' to narrow`)
    }
    const tool = field(element, 'tool') ?? ''
    if (described.type === 'tool' && tool !== '' && known.tools.size > 0 && !known.tools.has(tool)) {
      report(element.id, `There is no tool '${tool}'`)
    }
    const inputs = new Set(names(field(element, 'inputs')))
    const unseen = described.type === 'agent' ? [...new Set(referencesInText(field(element, 'goal') ?? '').map(({ variable }) => variable))].filter((variable) => !inputs.has(variable)) : []
    if (unseen.length > 0) {
      report(element.id, `The goal speaks of ${unseen.join(', ')}, which the agent does not get to see`)
    }
    if (field(element, 'autonomy') === 'low' && (field(element, 'reviewers') ?? '') === '') {
      report(element.id, "With 'autonomy' low the field 'reviewers' names the group that approves")
    }
  }
}

// Which other types there are only the server knows.
const taskTypeIsKnown: Check = (element, { report }) => {
  if (element.$type === 'bpmn:Task' || (is(element, 'bpmn:ServiceTask') && taskType(element) === undefined)) {
    report(element.id, 'Nobody does this: make it an agent task, a tool task or a user task')
  }
}

const conditions: Check = (element, { report }) => {
  const condition = is(element, 'bpmn:SequenceFlow') ? one(element, 'conditionExpression') : undefined
  const problem = condition === undefined ? null : conditionProblem(text(condition, 'body'))
  if (problem !== null) {
    report(element.id, problem)
  }
}

const timers: Check = (element, { report }) => {
  for (const definition of is(element, 'bpmn:Event') ? many(element, 'eventDefinitions') : []) {
    if (is(definition, 'bpmn:TimerEventDefinition')) {
      const expression = ['timeDuration', 'timeDate', 'timeCycle'].map((name) => one(definition, name)).find((found) => found !== undefined)
      const body = expression === undefined ? '' : text(expression, 'body')
      if (!isTime(body)) {
        report(element.id, body === '' ? 'The timer does not say when' : `'${body}' is no time: such as PT8H, or one expression`)
      }
    }
  }
  const due = is(element, 'bpmn:UserTask') ? text(element, 'flowable:dueDate') : ''
  if (due !== '' && !isTime(due)) {
    report(element.id, `'${due}' is no time: such as PT8H, or one expression`)
  }
}

function forms(known: Names): Check {
  return (element, { report }) => {
    const key = is(element, 'bpmn:UserTask') || is(element, 'bpmn:StartEvent') ? text(element, 'flowable:formKey') : ''
    if (key !== '' && known.forms.size > 0 && !known.forms.has(key)) {
      report(element.id, `There is no form '${key}'`)
    }
  }
}

const people: Check = (element, { report }) => {
  if (is(element, 'bpmn:UserTask') && ['candidateGroups', 'candidateUsers', 'assignee'].every((name) => text(element, `flowable:${name}`) === '')) {
    report(element.id, 'It names nobody: no groups, no people')
  }
}

function groups(known: Names): Check {
  return (element, { report }) => {
    if (is(element, 'bpmn:UserTask') && known.groups.size > 0) {
      for (const group of names(text(element, 'flowable:candidateGroups')).filter((name) => !name.includes('${') && !known.groups.has(name))) {
        report(element.id, `Nobody is in the group '${group}'`)
      }
    }
  }
}

const map: Check = (element, { report }) => {
  if (is(element, 'bpmn:Process') && element.get('isExecutable') === true) {
    const written = extensions(element, 'steward:workflow')[0]
    const unsaid = [{ name: 'riskClass', label: 'Risk class' }, ...workflowMap].filter(({ name }) => attribute(written, name).trim() === '')
    if (unsaid.length > 0) {
      report(element.id, `The workflow map does not say: ${unsaid.map(({ label }) => label.toLowerCase()).join(', ')}`)
    }
  }
}

const fallback: Check = (element, { report }) => {
  const type = taskType(element)
  if ((type === 'agent' || type === 'tool') && element.get('isForCompensation') !== true && !isCaught(element)) {
    report(element.id, 'No error event catches the failure of this task: an operator would have to step in')
  }
}

/** By an event at the task, at a sub-process around it, or by an event sub-process beside it. */
function isCaught(task: Model): boolean {
  for (let at: Model | undefined = task; at !== undefined && !is(at, 'bpmn:Process'); at = at.$parent) {
    const beside = at.$parent === undefined ? [] : many(at.$parent, 'flowElements')
    if (
      beside.some(
        (element) =>
          (is(element, 'bpmn:BoundaryEvent') && element.get('attachedToRef') === at && catchesErrors(element)) ||
          (element.get('triggeredByEvent') === true && many(element, 'flowElements').some((start) => is(start, 'bpmn:StartEvent') && catchesErrors(start))),
      )
    ) {
      return true
    }
  }
  return false
}

function catchesErrors(event: Model): boolean {
  return many(event, 'eventDefinitions').some((definition) => is(definition, 'bpmn:ErrorEventDefinition'))
}

const defaults: Check = (element, { report }) => {
  if (!is(element, 'bpmn:ExclusiveGateway') && !is(element, 'bpmn:InclusiveGateway')) {
    return
  }
  const outgoing = many(element, 'outgoing')
  const bare = outgoing.filter((flow) => one(flow, 'conditionExpression') === undefined && element.get('default') !== flow)
  if (outgoing.length > 1 && bare.length > 1) {
    report(element.id, `${bare.length} of its flows have no condition: the first one would always be taken`)
  } else if (outgoing.length > 0 && one(element, 'default') === undefined && bare.length === 0) {
    report(element.id, 'Each of its flows has a condition, and none is the default')
  }
}

const deadEnds: Check = (element, { report }) => {
  if (is(element, 'bpmn:FlowNode') && many(element, 'outgoing').length === 0 && !mayEnd(element)) {
    report(element.id, 'The path ends here, and at no end event')
  }
}

function mayEnd(element: Model): boolean {
  return (
    is(element, 'bpmn:EndEvent') ||
    element.get('triggeredByEvent') === true ||
    element.get('isForCompensation') === true ||
    (is(element, 'bpmn:BoundaryEvent') && many(element, 'eventDefinitions').some((definition) => is(definition, 'bpmn:CompensateEventDefinition')))
  )
}

const unreachable: Check = (element, { report }) => {
  if (
    is(element, 'bpmn:FlowNode') &&
    !is(element, 'bpmn:StartEvent') &&
    !is(element, 'bpmn:BoundaryEvent') &&
    element.get('triggeredByEvent') !== true &&
    element.get('isForCompensation') !== true &&
    many(element, 'incoming').length === 0
  ) {
    report(element.id, 'No path leads here')
  }
}

const ignored: Check = (element, { report }) => {
  for (const found of is(element, 'bpmn:BaseElement') ? extensions(element) : []) {
    if (found.$type === 'camunda:inputOutput') {
      report(element.id, 'The engine takes no notice of camunda:inputOutput: state it with fields')
    }
  }
}
