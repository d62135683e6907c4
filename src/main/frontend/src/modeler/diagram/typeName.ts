import { sentenceCase } from '../../ui'
import { diagramText } from '../texts'
import { taskType } from './extensions'
import { is, many, type Model } from './model'
import { describedTask } from './taskTypes'

/** What an element is, as one would say it: "Timer boundary event", "Agent task". */
export function typeName(model: Model): string {
  const described = describedTask(taskType(model))
  if (described !== undefined) {
    return described.label
  }
  const kind = model.$type.replace(/^bpmn:/, '')
  const definition = is(model, 'bpmn:Event') ? many(model, 'eventDefinitions')[0]?.$type.replace(/^bpmn:|EventDefinition$/g, '') : undefined
  return diagramText(sentenceCase(`${definition ?? ''} ${kind}`.trim()))
}
