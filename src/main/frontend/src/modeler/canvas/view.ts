import type { Shape } from './services'
import type { StewardModeler } from './StewardModeler'
import type { StewardViewer } from './StewardViewer'

/** Below the first the names of steps cannot be read; the second is used then. */
const readable = 0.55
const comfortable = 0.85
/** The palette stands at the left. */
const margin = 170
const above = 60

/** All of the diagram, or where that gets too small its beginning. */
export function showStart(modeler: Pick<StewardViewer, 'service'>): void {
  const canvas = modeler.service('canvas')
  const scale = canvas.zoom('fit-viewport', 'auto')
  const start = modeler.service('elementRegistry').filter(({ type }) => type === 'bpmn:StartEvent')[0]
  if (scale < readable && start !== undefined) {
    const { width, height } = canvas.getSize()
    const top = canvas.viewbox().inner.y - above
    const tall = height / comfortable
    canvas.viewbox({ x: start.x - Math.min(margin, width / comfortable / 5), y: start.y - top < tall * 0.8 ? top : start.y - tall / 2, width: width / comfortable, height: tall })
  } else if (scale > 1) {
    canvas.zoom(1, 'auto')
  } else {
    // Not right at the edges, where palette and minimap are.
    canvas.zoom(scale * 0.92, 'auto')
  }
}

/** Selects an element and brings it into view, in whichever plane it is drawn. */
export function showElement(modeler: StewardModeler, id: string): void {
  const canvas = modeler.service('canvas')
  const element: Shape | undefined = modeler.service('elementRegistry').get(id)
  if (element === undefined) {
    return
  }
  const root = canvas.findRoot(element)
  if (root !== undefined && root !== canvas.getRootElement()) {
    canvas.setRootElement(root)
  }
  if (element !== root) {
    canvas.scrollToElement(element, 120)
  }
  modeler.service('selection').select(element === root ? null : element)
}

export function zoomBy(modeler: StewardModeler, factor: number): void {
  const canvas = modeler.service('canvas')
  canvas.zoom(Math.min(4, Math.max(0.1, canvas.zoom() * factor)), 'auto')
}
