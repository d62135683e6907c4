import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'diagram-js-minimap/assets/diagram-js-minimap.css'
import { useEffect, useEffectEvent, useRef, type ReactElement } from 'react'
import { t } from '../texts'
import classes from './CanvasHost.module.css'
import { StewardModeler } from './StewardModeler'
import { showStart } from './view'

interface Props {
  xml: string
  /** `warnings` are parts of the file that could not be read. */
  onReady: (modeler: StewardModeler, warnings: readonly string[]) => void
  onFailed: (reason: string) => void
}

/** Owns the modeler: made with the component, gone with it. */
export function CanvasHost({ xml, onReady, onFailed }: Props): ReactElement {
  const container = useRef<HTMLDivElement>(null)
  const ready = useEffectEvent(onReady)
  const failed = useEffectEvent(onFailed)

  useEffect(() => {
    if (container.current === null) {
      return
    }
    let open = true
    const modeler = new StewardModeler(container.current)
    modeler
      .importXML(xml)
      .then(({ warnings }) => {
        if (open) {
          showStart(modeler)
          ready(modeler, warnings.map(toMessage))
        }
      })
      .catch((error: unknown) => {
        if (open) {
          failed(toMessage(error))
        }
      })
    const observer = new ResizeObserver(() => modeler.service('canvas').resized())
    observer.observe(container.current)
    return () => {
      open = false
      observer.disconnect()
      modeler.destroy()
    }
  }, [xml])

  return <div ref={container} className={classes.canvas} role="application" aria-label={t('Diagram editor')} data-modeler />
}

function toMessage(error: unknown): string {
  if (typeof error === 'string') {
    return error
  }
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
