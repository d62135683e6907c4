import { taskTypes, type TaskField, type TaskTypeDescription } from './diagram'

/** Templates for Camunda Modeler, out of the same description as the properties panel. */
export function elementTemplate({ type, label, description, fields, narrowing }: TaskTypeDescription): object {
  return {
    $schema: 'https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json',
    id: `dev.steward.${type}-task`,
    version: 1,
    name: label,
    description,
    appliesTo: ['bpmn:Task', 'bpmn:ServiceTask'],
    elementType: { value: 'bpmn:ServiceTask' },
    groups: [
      { id: 'work', label },
      { id: 'limits', label: 'Limits' },
    ],
    properties: [
      { type: 'Hidden', value: type, binding: { type: 'property', name: 'camunda:type' } },
      ...fields.map((field) => property(field, 'work')),
      ...narrowing.map((field) => property(field, 'limits')),
    ],
  }
}

function property(field: TaskField, group: string): object {
  return {
    label: field.label,
    description: field.help,
    group,
    ...shape(field),
    ...(field.initial === undefined || field.initial === '' ? {} : { value: field.initial }),
    ...(field.required ? { constraints: { notEmpty: true } } : { optional: true }),
    binding: { type: 'camunda:field', name: field.name },
  }
}

function shape(field: TaskField): object {
  switch (field.kind) {
    case 'text':
    case 'arguments':
    case 'terms':
      return { type: 'Text' }
    case 'autonomy':
      return { type: 'Dropdown', choices: ['high', 'medium', 'low'].map((value) => ({ name: value, value })) }
    case 'agent':
    case 'tool':
    case 'decision':
    case 'variables':
    case 'variable':
    case 'references':
    case 'tools':
    case 'group':
    case 'user-task':
      return { type: 'String' }
  }
}

/** File names with their contents. */
export function elementTemplates(): ReadonlyMap<string, string> {
  return new Map(Object.values(taskTypes).map((described) => [`${described.type}-task.json`, `${JSON.stringify(elementTemplate(described), null, 2)}\n`]))
}
