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
  label: 'Result goes to',
  help: 'The variable that holds the answer afterwards',
  kind: 'variable',
  required: true,
}

const autonomy: readonly TaskField[] = [
  {
    name: 'autonomy',
    label: 'Autonomy',
    help: 'Only ever less than the tables allow: with low, a person approves each change before it is made',
    kind: 'autonomy',
    required: false,
  },
  { name: 'reviewers', label: 'Who approves', help: 'The group that is asked with low autonomy', kind: 'group', required: false },
  {
    name: 'records',
    label: 'Records it may touch',
    help: 'A call about another record is refused, such as ${lead.email}',
    kind: 'references',
    required: false,
  },
  {
    name: 'owner',
    label: 'Acts for whoever did',
    help: 'The user task whose assignee is represented, for agents that represent the task’s owner',
    kind: 'user-task',
    required: false,
  },
]

export const taskTypes: Readonly<Record<TaskType, TaskTypeDescription>> = {
  agent: {
    type: 'agent',
    label: 'Agent task',
    description: 'An agent works towards a goal, with the tools of its role',
    subject: 'agent',
    fields: [
      { name: 'agent', label: 'Agent', help: 'The role, with its responsibility, tools and limits', kind: 'agent', required: true, initial: '' },
      { name: 'goal', label: 'Goal', help: 'What is to be achieved here. Type ${ to refer to a variable', kind: 'text', required: true, initial: '' },
      { name: 'inputs', label: 'May see', help: 'The variables it gets to see. The goal cannot refer to others', kind: 'variables', required: false, initial: '' },
      { ...result, initial: '' },
    ],
    narrowing: [
      { name: 'tools', label: 'Tools', help: 'Only these of the role’s tools; all of them where none is chosen', kind: 'tools', required: false },
      ...autonomy,
      {
        name: 'terms',
        label: 'Terms of use',
        help: 'How often it may call a tool, and which arguments are fixed',
        kind: 'terms',
        required: false,
      },
    ],
  },
  tool: {
    type: 'tool',
    label: 'Tool task',
    description: 'One call of a tool under its contract, without a model',
    subject: 'tool',
    fields: [
      { name: 'tool', label: 'Tool', help: 'The contract it is called under', kind: 'tool', required: true, initial: '' },
      { name: 'arguments', label: 'Arguments', help: 'What it is called with', kind: 'arguments', required: true, initial: '{}' },
      { ...result, required: false, initial: '' },
    ],
    narrowing: autonomy,
  },
  dmn: {
    type: 'dmn',
    label: 'Decision table task',
    description: 'Looks the answer up in a decision table of this bundle',
    subject: 'decisionTableReferenceKey',
    fields: [
      {
        name: 'decisionTableReferenceKey',
        label: 'Decision table',
        help: 'The id of the decision; its table is deployed with the diagram',
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
  { name: 'owner', label: 'Owner', help: 'Who answers for it once it is live', long: false },
  { name: 'trigger', label: 'Trigger', help: 'What starts it', long: true },
  { name: 'inputs', label: 'Data', help: 'What it needs to know', long: true },
  { name: 'decisionPoints', label: 'Decision points', help: 'Where it goes one way or another, and by what', long: true },
  { name: 'systems', label: 'Systems', help: 'What it touches, with commas between', long: false },
  { name: 'exceptions', label: 'Exceptions', help: 'What can go wrong', long: true },
  { name: 'approvals', label: 'Approvals', help: 'What people decide, and who', long: true },
  { name: 'successMetric', label: 'Success metric', help: 'What should get better', long: true },
  { name: 'fallback', label: 'Fallback', help: 'What happens when it cannot go on', long: true },
]

export const riskClasses: readonly { value: string; label: string; human: string }[] = [
  { value: 'internal-summarization', label: 'Internal summarization', human: 'People review exceptions' },
  { value: 'record-enrichment', label: 'Record enrichment', human: 'People audit samples' },
  { value: 'customer-outreach', label: 'Customer outreach', human: 'People approve sensitive accounts' },
  { value: 'financial-action', label: 'Financial action', human: 'A person approves before execution' },
  { value: 'clinical', label: 'Clinical', human: 'The clinician decides' },
]
