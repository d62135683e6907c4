import BaseRenderer from 'diagram-js/lib/draw/BaseRenderer'
import { describedTask, field, taskType, type TaskType } from '../diagram'
import { t } from '../texts'
import { outlines } from './icons'
import type { EventBus, Shape } from './services'

interface BpmnRenderer {
  handlers: Record<string, (parent: SVGElement, element: Shape, attributes: object) => SVGElement>
}

const iconSize = 13
const badgeHeight = 17
/** Of a task's corners. */
const radius = 10
/** Of the badge's font, on average. */
const characterWidth = 5.4

/** Draws agent, tool and decision tasks with an icon of their own and who or what does the work. */
class TaskRenderer extends BaseRenderer {
  static $inject = ['eventBus', 'bpmnRenderer']

  readonly #bpmn: BpmnRenderer

  constructor(eventBus: EventBus, bpmnRenderer: BpmnRenderer) {
    super(eventBus as unknown as ConstructorParameters<typeof BaseRenderer>[0], 1500)
    this.#bpmn = bpmnRenderer
  }

  override canRender(element: never): boolean {
    const shape = element as Shape
    return shape.labelTarget === undefined && describedTask(taskType(shape.businessObject)) !== undefined
  }

  override drawShape(parent: SVGElement, element: never, attributes: object = {}): SVGElement {
    const shape = element as Shape
    const description = describedTask(taskType(shape.businessObject))
    const drawn = this.#bpmn.handlers['bpmn:Task']?.(parent, shape, attributes)
    if (description === undefined || drawn === undefined) {
      throw new Error('Only tasks of our own types are drawn here.')
    }
    parent.append(badge(shape, description.type, field(shape.businessObject, description.subject) ?? ''), icon(description.type))
    return drawn
  }
}

function icon(type: TaskType): SVGElement {
  const group = svg('g', { transform: `translate(5 2.5) scale(${iconSize / 24})` })
  group.append(
    ...outlines[type].map((d) =>
      svg('path', { d, fill: 'none', stroke: `var(--diagram-${type})`, 'stroke-width': '2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }),
    ),
  )
  return group
}

/** A strip along the upper edge; the lower one is where boundary events are. */
function badge(shape: Shape, type: TaskType, subject: string): SVGElement {
  const { width } = shape
  const group = svg('g', {})
  const left = iconSize + 8
  const label = svg('text', {
    x: String(left),
    y: '12.2',
    'font-size': '9.5',
    'font-family': 'Arial, sans-serif',
    'font-style': subject === '' ? 'italic' : 'normal',
    fill: `var(--diagram-${type})`,
  })
  label.textContent = shortened(subject === '' ? t('{type, select, agent {no agent yet} tool {no tool yet} other {no table yet}}', { type }) : subject, Math.floor((width - left - 4) / characterWidth))
  group.append(
    svg('path', {
      d: `M1 ${badgeHeight}H${width - 1}V${radius}a${radius - 1} ${radius - 1} 0 0 0 -${radius - 1} -${radius - 1}H${radius}a${radius - 1} ${radius - 1} 0 0 0 -${radius - 1} ${radius - 1}z`,
      fill: `var(--diagram-${type})`,
      'fill-opacity': '0.12',
    }),
    label,
  )
  return group
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`
}

function svg(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value))
  return element
}

export const rendererModule = { __init__: ['stewardRenderer'], stewardRenderer: ['type', TaskRenderer] }
