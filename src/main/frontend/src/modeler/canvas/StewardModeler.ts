import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything'
import Modeler from 'bpmn-js/lib/Modeler'
import minimapModule from 'diagram-js-minimap'
import { descriptors, keepingEverything } from '../diagram'
import { diagramTranslation } from '../texts'
import { asOneStep, compoundModule } from './compound'
import { copyingModule } from './copying'
import { menusModule } from './menus'
import { newTasksModule } from './newTasks'
import { rendererModule } from './renderer'
import type { Services } from './services'

/** Follow the theme of the page. */
export const diagramColors = {
  defaultFillColor: 'var(--diagram-fill)',
  defaultStrokeColor: 'var(--diagram-stroke)',
  defaultLabelColor: 'var(--diagram-label)',
}

/** bpmn-js with our tasks, our namespaces, and nothing lost of what it does not know. */
export class StewardModeler extends Modeler {
  constructor(container: HTMLElement) {
    super({
      container,
      additionalModules: [CreateAppendAnythingModule, minimapModule, compoundModule, copyingModule, newTasksModule, menusModule, rendererModule, diagramTranslation],
      moddleExtensions: descriptors,
      bpmnRenderer: diagramColors,
    })
  }

  /** Called while bpmn-js is being constructed. */
  _createModdle(options: unknown): object {
    const standard = Modeler.prototype as unknown as { _createModdle: (options: unknown) => object }
    return keepingEverything(standard._createModdle.call(this, options))
  }

  service<Name extends keyof Services>(name: Name): Services[Name] {
    return this.get<Services[Name]>(name)
  }

  /** Several changes that are undone together. */
  asOneStep(change: () => void): void {
    asOneStep(this.service('commandStack'), change)
  }
}
