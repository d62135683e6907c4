import { useEffect } from 'react'
import type { StewardModeler } from '../canvas'
import { t } from '../texts'
import type { Finding } from './finding'

const overlay = 'steward-finding'

/** Marks elements with what was found about them. */
export function useBadges(modeler: StewardModeler, findings: readonly Finding[], onOpen: (element: string) => void): void {
  useEffect(() => {
    const overlays = modeler.service('overlays')
    const registry = modeler.service('elementRegistry')
    for (const id of new Set(findings.map(({ element }) => element))) {
      const element = id === null ? undefined : registry.get(id)
      if (element === undefined || id === null || element.parent === undefined) {
        continue
      }
      const found = findings.filter((finding) => finding.element === id)
      const errors = found.filter(({ severity }) => severity === 'error').length
      const badge = document.createElement('button')
      badge.type = 'button'
      badge.className = `steward-finding ${errors > 0 ? 'error' : 'warning'}`
      badge.textContent = String(found.length)
      badge.title = found.map(({ message }) => message).join('\n')
      badge.setAttribute('aria-label', t('{count, plural, one {# finding} other {# findings}} at {element}: {messages}', { count: found.length, element: element.businessObject.name ?? id, messages: badge.title }))
      badge.addEventListener('click', () => onOpen(id))
      const position: Record<string, number> = element.waypoints === undefined ? { top: -9, right: 9 } : { top: -9, left: -9 }
      overlays.add(id, overlay, { position, html: badge, scale: false, show: { minZoom: 0.3 } })
    }
    return () => overlays.remove({ type: overlay })
  }, [modeler, findings, onOpen])
}
