import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { descriptors, keepingEverything } from '../diagram'
import { rendererModule } from './renderer'
import type { Services } from './services'
import { diagramColors } from './StewardModeler'

/** A diagram that is only looked at. */
export class StewardViewer extends NavigatedViewer {
  constructor(container: HTMLElement) {
    super({ container, additionalModules: [rendererModule], moddleExtensions: descriptors, bpmnRenderer: diagramColors })
  }

  /** Called while bpmn-js is being constructed. */
  _createModdle(options: unknown): object {
    const standard = NavigatedViewer.prototype as unknown as { _createModdle: (options: unknown) => object }
    return keepingEverything(standard._createModdle.call(this, options))
  }

  service<Name extends 'canvas' | 'elementRegistry' | 'eventBus' | 'overlays'>(name: Name): Services[Name] {
    return this.get<Services[Name]>(name)
  }
}
