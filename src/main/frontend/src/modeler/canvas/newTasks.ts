import { taskTypes, withFields, type Model, type Moddle, type TaskType } from '../diagram'
import { asOneStep } from './compound'
import type { CommandStack, ElementFactory, Modeling, Replace, Shape } from './services'

/** Makes agent, tool and decision tasks, complete with the fields they need. */
export class NewTasks {
  static $inject = ['elementFactory', 'moddle', 'bpmnReplace', 'modeling', 'commandStack']

  readonly #elements: ElementFactory
  readonly #moddle: Moddle
  readonly #replace: Replace
  readonly #modeling: Modeling
  readonly #commands: CommandStack

  constructor(elementFactory: ElementFactory, moddle: Moddle, bpmnReplace: Replace, modeling: Modeling, commandStack: CommandStack) {
    this.#elements = elementFactory
    this.#moddle = moddle
    this.#replace = bpmnReplace
    this.#modeling = modeling
    this.#commands = commandStack
  }

  create(type: TaskType): Shape {
    const shape = this.#elements.createShape({ type: 'bpmn:ServiceTask' })
    for (const [name, value] of Object.entries(this.#properties(shape.businessObject, type))) {
      shape.businessObject.set(name, value)
    }
    return shape
  }

  /** Turns a task into one of this type; one step to undo. */
  replace(element: Shape, type: TaskType): void {
    asOneStep(this.#commands, () => {
      const task = element.type === 'bpmn:ServiceTask' ? element : this.#replace.replaceElement(element, { type: 'bpmn:ServiceTask' })
      this.#modeling.updateModdleProperties(task, task.businessObject, this.#properties(task.businessObject, type))
    })
  }

  /** Fields that the new type knows too keep what they hold, such as the result. */
  #properties(model: Model, type: TaskType): Record<string, unknown> {
    const { fields, narrowing } = taskTypes[type]
    const kept = new Set([...fields, ...narrowing].map(({ name }) => name))
    const allNames = Object.values(taskTypes).flatMap((other) => [...other.fields, ...other.narrowing].map(({ name }) => name))
    const dropped = Object.fromEntries(allNames.filter((name) => !kept.has(name)).map((name) => [name, null]))
    const cleaned = this.#moddle.create('bpmn:ServiceTask', { extensionElements: withFields(this.#moddle, model, dropped) })
    const present = new Set(fieldNames(cleaned))
    const added = Object.fromEntries(fields.filter(({ name, initial }) => initial !== undefined && !present.has(name)).map(({ name, initial }) => [name, initial ?? '']))
    return { 'flowable:type': type, extensionElements: withFields(this.#moddle, cleaned, added) }
  }
}

function fieldNames(model: Model): readonly string[] {
  const holder = model.get('extensionElements') as Model | undefined
  return ((holder?.get('values') as Model[] | undefined) ?? []).map((value) => String((value as unknown as Record<string, unknown>)['name']))
}

export const newTasksModule = { stewardTasks: ['type', NewTasks] }
