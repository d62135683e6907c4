import { t } from '../texts'

/**
 * The fields of our service tasks, described once: the properties panel is made of this, and so are the rules, the
 * words of a comparison and the element templates for Camunda Modeler.
 */
export interface TaskField {
  name: string
  label: string
  help: string
  /** What it is made of: how it is edited depends on this. */
  kind: 'agent' | 'tool' | 'decision' | 'text' | 'arguments' | 'terms' | 'variables' | 'variable' | 'references' | 'tools' | 'autonomy' | 'group' | 'user-task'
  required: boolean
  /** A new task starts with it. */
  initial?: string
}

export type TaskType = 'agent' | 'tool' | 'dmn'

export interface TaskTypeDescription {
  type: TaskType
  label: string
  description: string
  /** The field that says which agent, tool or table it is. */
  subject: string
  fields: readonly TaskField[]
  narrowing: readonly TaskField[]
}

const result: TaskField = {
  name: 'result',
  label: t('Result goes to'),
  help: t('The variable that holds the answer afterwards'),
  kind: 'variable',
  required: true,
}

const autonomy: readonly TaskField[] = [
  {
    name: 'autonomy',
    label: t('Autonomy'),
    help: t('Only ever less than the tables allow: with low, a person approves each change before it is made'),
    kind: 'autonomy',
    required: false,
  },
  { name: 'reviewers', label: t('Who approves'), help: t('The group that is asked with low autonomy'), kind: 'group', required: false },
  {
    name: 'records',
    label: t('Records it may touch'),
    help: t("A call about another record is refused, such as $'{'lead.email'}'"),
    kind: 'references',
    required: false,
  },
  {
    name: 'owner',
    label: t('Acts for whoever did'),
    help: t('The user task whose assignee is represented, for agents that represent the task’s owner'),
    kind: 'user-task',
    required: false,
  },
]

export const taskTypes: Readonly<Record<TaskType, TaskTypeDescription>> = {
  agent: {
    type: 'agent',
    label: t('Agent task'),
    description: t('An agent works towards a goal, with the tools of its role'),
    subject: 'agent',
    fields: [
      { name: 'agent', label: t('Agent'), help: t('The role, with its responsibility, tools and limits'), kind: 'agent', required: true, initial: '' },
      { name: 'goal', label: t('Goal'), help: t("What is to be achieved here. Type $'{' to refer to a variable"), kind: 'text', required: true, initial: '' },
      { name: 'inputs', label: t('May see'), help: t('The variables it gets to see. The goal cannot refer to others'), kind: 'variables', required: false, initial: '' },
      { ...result, initial: '' },
    ],
    narrowing: [
      { name: 'tools', label: t('Tools'), help: t('Only these of the role’s tools; all of them where none is chosen'), kind: 'tools', required: false },
      ...autonomy,
      {
        name: 'terms',
        label: t('Terms of use'),
        help: t('How often it may call a tool, and which arguments are fixed'),
        kind: 'terms',
        required: false,
      },
    ],
  },
  tool: {
    type: 'tool',
    label: t('Tool task'),
    description: t('One call of a tool under its contract, without a model'),
    subject: 'tool',
    fields: [
      { name: 'tool', label: t('Tool'), help: t('The contract it is called under'), kind: 'tool', required: true, initial: '' },
      { name: 'arguments', label: t('Arguments'), help: t('What it is called with'), kind: 'arguments', required: true, initial: '{}' },
      { ...result, required: false, initial: '' },
    ],
    narrowing: autonomy,
  },
  dmn: {
    type: 'dmn',
    label: t('Decision table task'),
    description: t('Looks the answer up in a decision table of this bundle'),
    subject: 'decisionTableReferenceKey',
    fields: [
      {
        name: 'decisionTableReferenceKey',
        label: t('Decision table'),
        help: t('The id of the decision; its table is deployed with the diagram'),
        kind: 'decision',
        required: true,
        initial: '',
      },
    ],
    narrowing: [],
  },
}

export function describedTask(type: string | undefined): TaskTypeDescription | undefined {
  return type !== undefined && Object.hasOwn(taskTypes, type) ? taskTypes[type as TaskType] : undefined
}

/** The entries of the workflow map, in the order in which they are asked. */
export const workflowMap: readonly { name: string; label: string; help: string; long: boolean }[] = [
  { name: 'owner', label: t('Owner'), help: t('Who answers for it once it is live'), long: false },
  { name: 'trigger', label: t('Trigger'), help: t('What starts it'), long: true },
  { name: 'inputs', label: t('Data'), help: t('What it needs to know'), long: true },
  { name: 'decisionPoints', label: t('Decision points'), help: t('Where it goes one way or another, and by what'), long: true },
  { name: 'systems', label: t('Systems'), help: t('What it touches, with commas between'), long: false },
  { name: 'exceptions', label: t('Exceptions'), help: t('What can go wrong'), long: true },
  { name: 'approvals', label: t('Approvals'), help: t('What people decide, and who'), long: true },
  { name: 'successMetric', label: t('Success metric'), help: t('What should get better'), long: true },
  { name: 'fallback', label: t('Fallback'), help: t('What happens when it cannot go on'), long: true },
]

export const riskClasses: readonly { value: string; label: string; human: string }[] = [
  { value: 'internal-summarization', label: t('Internal summarization'), human: t('People review exceptions') },
  { value: 'record-enrichment', label: t('Record enrichment'), human: t('People audit samples') },
  { value: 'customer-outreach', label: t('Customer outreach'), human: t('People approve sensitive accounts') },
  { value: 'financial-action', label: t('Financial action'), human: t('A person approves before execution') },
  { value: 'clinical', label: t('Clinical'), human: t('The clinician decides') },
]
