import { ActionIcon, Group, Text } from '@mantine/core'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { useEffect, useEffectEvent, useRef, useState, type CSSProperties, type ReactElement } from 'react'
import { t } from '../i18n'
import type { InstanceActivity } from '../api'
import { stateColor, toneColor, type Tone } from '../ui'
import classes from './DiagramCanvas.module.css'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

interface Canvas {
  viewbox: (box: Box) => void
  getSize: () => { width: number; height: number }
  zoom: (level: number | 'fit-viewport', center?: 'auto') => number
  resized: () => void
  addMarker: (element: string, marker: string) => void
  removeMarker: (element: string, marker: string) => void
  scrollToElement: (element: string, padding: number) => void
}

interface Overlays {
  add: (element: string, overlay: { position: Partial<Record<'top' | 'left' | 'bottom' | 'right', number>>; html: HTMLElement }) => string
  remove: (id: string) => void
}

interface ElementRegistry {
  get: (id: string) => (Box & { id: string }) | undefined
  getGraphics: (id: string) => SVGElement | undefined
}

interface Props {
  xml: string
  activities: readonly InstanceActivity[]
  selected: string | null
  onSelect: ((activityId: string | null) => void) | undefined
  height: number
  focus: string | null
  heat: ReadonlyMap<string, number>
}

/** Loaded lazily: bpmn-js is bigger than the rest of the app. */
export default function DiagramCanvas({ xml, activities, selected, onSelect, height, focus, heat }: Props): ReactElement {
  const container = useRef<HTMLDivElement>(null)
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  const select = useEffectEvent((id: string | null) => onSelect?.(id))
  const arrange = useEffectEvent((drawn: NavigatedViewer) => show(drawn, focus))

  useEffect(() => {
    if (container.current === null) {
      return
    }
    let open = true
    const created = new NavigatedViewer({
      container: container.current,
      // The wheel scrolls the page; the buttons zoom.
      zoomScroll: { enabled: false },
      bpmnRenderer: {
        defaultFillColor: 'var(--diagram-fill)',
        defaultStrokeColor: 'var(--diagram-stroke)',
        defaultLabelColor: 'var(--diagram-label)',
      },
    })
    created.on('element.click', ({ element }: { element: { id: string; type: string } }) => {
      select(selectable(element.type) ? element.id.replace(/_label$/, '') : null)
    })
    created
      .importXML(xml)
      .then(() => {
        if (open) {
          arrange(created)
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
  }, [xml])

  useEffect(() => {
    if (viewer === null || container.current === null) {
      return
    }
    let width = container.current.clientWidth
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width !== width && entry.contentRect.width > 0) {
        width = entry.contentRect.width
        arrange(viewer)
      }
    })
    observer.observe(container.current)
    return () => observer.disconnect()
  }, [viewer])

  useEffect(() => {
    if (viewer === null) {
      return
    }
    return mark(viewer, activities.map(({ activityId, state }) => [activityId, `activity-${state}`]))
  }, [viewer, activities])

  useEffect(() => {
    if (viewer === null || selected === null) {
      return
    }
    if (viewer.get<ElementRegistry>('elementRegistry').get(selected) !== undefined) {
      viewer.get<Canvas>('canvas').scrollToElement(selected, 40)
    }
    return mark(viewer, [[selected, 'activity-selected']])
  }, [viewer, selected])

  useEffect(() => {
    if (viewer === null) {
      return
    }
    return overlay(
      viewer,
      activities.flatMap((activity) => figures(activity).map(({ tone, count, title }) => [activity.activityId, figure(tone, count, title)] as const)),
    )
  }, [viewer, activities])

  useEffect(() => {
    if (viewer === null) {
      return
    }
    return warm(viewer, heat)
  }, [viewer, heat])

  const zoom = (factor: number): void => {
    if (viewer !== null) {
      const canvas = viewer.get<Canvas & { zoom: () => number }>('canvas')
      canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * factor)), 'auto')
    }
  }

  return (
    <div className={classes.frame} style={{ ...colors, height }} data-clickable={onSelect !== undefined}>
      <div ref={container} className={classes.canvas} role="group" aria-label={t('Workflow diagram')} data-ready={viewer !== null} />
      {failure !== null && (
        <Text size="sm" c="red" p="sm" role="alert">
          {t('The diagram could not be drawn: {failure}', { failure })}
        </Text>
      )}
      <Group gap={4} className={classes.zoom}>
        <ActionIcon variant="default" size="sm" aria-label={t('Zoom out')} onClick={() => zoom(1 / 1.25)}>
          <IconMinus size={14} />
        </ActionIcon>
        <ActionIcon variant="default" size="sm" aria-label={t('Show all')} onClick={() => viewer !== null && fit(viewer)}>
          <IconFocusCentered size={14} />
        </ActionIcon>
        <ActionIcon variant="default" size="sm" aria-label={t('Zoom in')} onClick={() => zoom(1.25)}>
          <IconPlus size={14} />
        </ActionIcon>
      </Group>
    </div>
  )
}

const colors = Object.fromEntries(
  (['active', 'completed', 'failed'] as const).flatMap((state) => [
    [`--${state}-stroke`, `var(--mantine-color-${stateColor(state)}-6)`],
    [`--${state}-fill`, `var(--mantine-color-${stateColor(state)}-light)`],
  ]),
) as CSSProperties

function fit(viewer: NavigatedViewer): number {
  const canvas = viewer.get<Canvas>('canvas')
  canvas.resized()
  return canvas.zoom('fit-viewport', 'auto')
}

/** Below the first the names of steps cannot be read; the second is used then. */
const readable = 0.55
const comfortable = 0.8

/** All of the diagram, or where that gets too small its surroundings of one element. */
function show(viewer: NavigatedViewer, focus: string | null): void {
  const scale = fit(viewer)
  const element = focus === null ? undefined : viewer.get<ElementRegistry>('elementRegistry').get(focus)
  if (scale >= readable || element === undefined) {
    return
  }
  const canvas = viewer.get<Canvas>('canvas')
  const size = canvas.getSize()
  const width = size.width / comfortable
  const height = size.height / comfortable
  canvas.viewbox({ x: element.x + element.width / 2 - width / 2, y: element.y + element.height / 2 - height / 2, width, height })
}

/** Marks elements that the diagram has; undo by calling the result. */
function mark(viewer: NavigatedViewer, markers: readonly (readonly [string, string])[]): () => void {
  const canvas = viewer.get<Canvas>('canvas')
  const registry = viewer.get<ElementRegistry>('elementRegistry')
  const drawn = markers.filter(([id]) => registry.get(id) !== undefined)
  drawn.forEach(([id, marker]) => canvas.addMarker(id, marker))
  return () =>
    drawn.forEach(([id, marker]) => {
      if (registry.get(id) !== undefined) {
        canvas.removeMarker(id, marker)
      }
    })
}

interface Figure {
  tone: Tone
  count: number
  title: string
}

/** What an operator has to know of an activity beside its state: what is broken comes first. */
function figures({ tokens, incidents, tasks }: InstanceActivity): Figure[] {
  if (incidents > 0) {
    return [{ tone: 'danger', count: incidents, title: t('{count, plural, one {One incident} other {# incidents}}', { count: incidents }) }]
  }
  if (tasks > 0) {
    return [{ tone: 'attention', count: tasks, title: t('{count, plural, one {One task for people} other {# tasks for people}}', { count: tasks }) }]
  }
  return tokens > 1 ? [{ tone: 'progress', count: tokens, title: t('Under way {count} times', { count: tokens }) }] : []
}

function figure(tone: Tone, count: number, title: string): HTMLElement {
  const element = document.createElement('span')
  element.className = classes.figure ?? ''
  element.style.setProperty('--figure', `var(--mantine-color-${toneColor(tone)}-filled)`)
  element.style.setProperty('--figure-text', tone === 'attention' ? 'var(--mantine-color-black)' : 'var(--mantine-color-white)')
  element.title = title
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', title)
  element.textContent = String(count)
  return element
}

/** Colours elements by how much of it is theirs, below their names; undo by calling the result. */
function warm(viewer: NavigatedViewer, heat: ReadonlyMap<string, number>): () => void {
  const registry = viewer.get<ElementRegistry>('elementRegistry')
  const hot = [...heat].filter(([, share]) => share > 0)
  hot.forEach(([id, share]) => registry.getGraphics(id)?.style.setProperty('--heat', `${String(Math.round(8 + 62 * share))}%`))
  return mark(viewer, hot.map(([id]) => [id, 'activity-warm']))
}

/** Lays something over a corner of elements that the diagram has; undo by calling the result. */
function overlay(viewer: NavigatedViewer, over: readonly (readonly [string, HTMLElement])[]): () => void {
  const overlays = viewer.get<Overlays>('overlays')
  const registry = viewer.get<ElementRegistry>('elementRegistry')
  const added = over.filter(([id]) => registry.get(id) !== undefined).map(([id, html]) => overlays.add(id, { position: { top: -9, right: 12 }, html }))
  return () => added.forEach((id) => overlays.remove(id))
}

function selectable(type: string): boolean {
  return /Task$|Event$|Gateway$|SubProcess$|CallActivity$|Transaction$/.test(type)
}
