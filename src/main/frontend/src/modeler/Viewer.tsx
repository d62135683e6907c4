import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import { Text } from '@mantine/core'
import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react'
import { canvasClasses, showStart, StewardViewer } from './canvas'
import { t } from './texts'

export interface Mark {
  id: string
  /** Of a comparison the first four, of an instance the others. */
  kind: 'added' | 'removed' | 'changed' | 'moved' | 'done' | 'active' | 'failed'
}

interface Props {
  xml: string
  label?: string
  marks?: readonly Mark[]
  focus?: string | null
  /** Begins at the start where the whole would be too small to read. */
  readable?: boolean
  onSelect?: (id: string | null) => void
}

const nothing: readonly Mark[] = []

/** A diagram to look at, with the same icons as in the editor. */
export function Viewer({ xml, label = t('Diagram'), marks = nothing, focus = null, readable = false, onSelect }: Props): ReactElement {
  const container = useRef<HTMLDivElement>(null)
  const [viewer, setViewer] = useState<StewardViewer | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const select = useEffectEvent((id: string | null) => onSelect?.(id))

  useEffect(() => {
    if (container.current === null) {
      return
    }
    let open = true
    const created = new StewardViewer(container.current)
    created.on('element.click', ({ element }: { element: { id: string; parent?: unknown } }) => select(element.parent === undefined ? null : element.id.replace(/_label$/, '')))
    created
      .importXML(xml)
      .then(() => {
        if (open) {
          if (readable) {
            showStart(created)
          } else {
            const canvas = created.service('canvas')
            // Not right at the edges.
            canvas.zoom(canvas.zoom('fit-viewport', 'auto') * 0.92, 'auto')
          }
          setViewer(created)
        }
      })
      .catch((error: unknown) => {
        if (open) {
          setFailure(error instanceof Error ? error.message : String(error))
        }
      })
    return () => {
      open = false
      setViewer(null)
      created.destroy()
    }
  }, [xml, readable])

  useEffect(() => {
    if (viewer === null) {
      return
    }
    const canvas = viewer.service('canvas')
    const drawn = marks.filter(({ id }) => viewer.service('elementRegistry').get(id) !== undefined)
    drawn.forEach(({ id, kind }) => canvas.addMarker(id, `steward-${kind}`))
    drawn.filter(({ kind }) => kind === 'active').forEach(({ id }) => addToken(viewer, id))
    return () => {
      drawn.forEach(({ id, kind }) => canvas.removeMarker(id, `steward-${kind}`))
      viewer.service('overlays').remove({ type: token })
    }
  }, [viewer, marks])

  useEffect(() => {
    if (viewer === null || focus === null || viewer.service('elementRegistry').get(focus) === undefined) {
      return
    }
    const canvas = viewer.service('canvas')
    if (canvas.zoom() < 0.5) {
      canvas.zoom(0.7)
    }
    canvas.scrollToElement(focus, 100)
    canvas.addMarker(focus, 'steward-focus')
    return () => canvas.removeMarker(focus, 'steward-focus')
  }, [viewer, focus])

  return (
    <div style={{ position: 'relative', flex: 1, minHeight: 240 }}>
      <div ref={container} className={canvasClasses['canvas']} role="group" aria-label={label} data-ready={viewer !== null} />
      {failure !== null && (
        <Text size="sm" c="red" p="sm" role="alert">
          {t('The diagram could not be drawn: {failure}', { failure })}
        </Text>
      )}
    </div>
  )
}

const token = 'steward-token'

function addToken(viewer: StewardViewer, id: string): void {
  const html = document.createElement('span')
  html.className = token
  viewer.service('overlays').add(id, token, { position: { top: -8, left: -8 }, html, scale: false })
}
