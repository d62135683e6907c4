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
import { inSentence, t } from '../texts'

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
      report(element.id, t('It does not say: {what}', { what: empty.map(({ label }) => inSentence(label)).join(', ') }))
    }
    const agent = field(element, 'agent') ?? ''
    const tools = known.agents.get(agent)
    if (described.type === 'agent' && agent !== '' && known.agents.size > 0 && tools === undefined) {
      report(element.id, t('There is no agent “{name}”', { name: agent }))
    }
    const extra = tools === undefined ? [] : names(field(element, 'tools')).filter((tool) => !tools.includes(tool))
    if (extra.length > 0) {
      report(element.id, t('The agent “{name}” has no tool “{tools}” to narrow', { name: agent, tools: extra.join('”, “') }))
    }
    const tool = field(element, 'tool') ?? ''
    if (described.type === 'tool' && tool !== '' && known.tools.size > 0 && !known.tools.has(tool)) {
      report(element.id, t('There is no tool “{name}”', { name: tool }))
    }
    const inputs = new Set(names(field(element, 'inputs')))
    const unseen = described.type === 'agent' ? [...new Set(referencesInText(field(element, 'goal') ?? '').map(({ variable }) => variable))].filter((variable) => !inputs.has(variable)) : []
    if (unseen.length > 0) {
      report(element.id, t('The goal speaks of {variables}, which the agent does not get to see', { variables: unseen.join(', ') }))
    }
    if (field(element, 'autonomy') === 'low' && (field(element, 'reviewers') ?? '') === '') {
      report(element.id, t('With low autonomy it has to say which group approves'))
    }
  }
}

// Which other types there are only the server knows.
const taskTypeIsKnown: Check = (element, { report }) => {
  if (element.$type === 'bpmn:Task' || (is(element, 'bpmn:ServiceTask') && taskType(element) === undefined)) {
    report(element.id, t('Nobody does this: make it an agent task, a tool task or a user task'))
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
        report(element.id, body === '' ? t('The timer does not say when') : t('“{text}” is no time: such as PT8H, or one expression', { text: body }))
      }
    }
  }
  const due = is(element, 'bpmn:UserTask') ? text(element, 'flowable:dueDate') : ''
  if (due !== '' && !isTime(due)) {
    report(element.id, t('“{text}” is no time: such as PT8H, or one expression', { text: due }))
  }
}

function forms(known: Names): Check {
  return (element, { report }) => {
    const key = is(element, 'bpmn:UserTask') || is(element, 'bpmn:StartEvent') ? text(element, 'flowable:formKey') : ''
    if (key !== '' && known.forms.size > 0 && !known.forms.has(key)) {
      report(element.id, t('There is no form “{name}”', { name: key }))
    }
  }
}

const people: Check = (element, { report }) => {
  if (is(element, 'bpmn:UserTask') && ['candidateGroups', 'candidateUsers', 'assignee'].every((name) => text(element, `flowable:${name}`) === '')) {
    report(element.id, t('It names nobody: no groups, no people'))
  }
}

function groups(known: Names): Check {
  return (element, { report }) => {
    if (is(element, 'bpmn:UserTask') && known.groups.size > 0) {
      for (const group of names(text(element, 'flowable:candidateGroups')).filter((name) => !name.includes('${') && !known.groups.has(name))) {
        report(element.id, t('Nobody is in the group “{group}”', { group }))
      }
    }
  }
}

const map: Check = (element, { report }) => {
  if (is(element, 'bpmn:Process') && element.get('isExecutable') === true) {
    const written = extensions(element, 'steward:workflow')[0]
    const unsaid = [{ name: 'riskClass', label: t('Risk class') }, ...workflowMap].filter(({ name }) => attribute(written, name).trim() === '')
    if (unsaid.length > 0) {
      report(element.id, t('The workflow map does not say: {what}', { what: unsaid.map(({ label }) => inSentence(label)).join(', ') }))
    }
  }
}

const fallback: Check = (element, { report }) => {
  const type = taskType(element)
  if ((type === 'agent' || type === 'tool') && element.get('isForCompensation') !== true && !isCaught(element)) {
    report(element.id, t('No error event catches the failure of this task: an operator would have to step in'))
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
    report(element.id, t('{count} of its flows have no condition: the first one would always be taken', { count: bare.length }))
  } else if (outgoing.length > 0 && one(element, 'default') === undefined && bare.length === 0) {
    report(element.id, t('Each of its flows has a condition, and none is the default'))
  }
}

const deadEnds: Check = (element, { report }) => {
  if (is(element, 'bpmn:FlowNode') && many(element, 'outgoing').length === 0 && !mayEnd(element)) {
    report(element.id, t('The path ends here, and at no end event'))
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
    report(element.id, t('No path leads here'))
  }
}

const ignored: Check = (element, { report }) => {
  for (const found of is(element, 'bpmn:BaseElement') ? extensions(element) : []) {
    if (found.$type === 'camunda:inputOutput') {
      report(element.id, t('The engine takes no notice of camunda:inputOutput: state it with fields'))
    }
  }
}
