import { Text } from '@mantine/core'
import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-font/css/dmn-embedded.css'
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import DmnModeler from 'dmn-js/lib/Modeler'
import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react'
import type { BundleFile } from '../source'
import { tableTranslation, t } from '../texts'
import classes from './Bundle.module.css'

const spoken = { additionalModules: [await tableTranslation()] }

/** How long one has to pause before what was changed is taken over. In milliseconds. */
const pause = 300

/** A decision table. Loaded lazily. */
export default function TableEditor({ file, onChange }: { file: BundleFile; onChange: (content: string) => void }): ReactElement {
  const container = useRef<HTMLDivElement>(null)
  const [first] = useState(file.content)
  const [failure, setFailure] = useState<string | null>(null)
  const changed = useEffectEvent(onChange)

  useEffect(() => {
    if (container.current === null) {
      return
    }
    let open = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const modeler = new DmnModeler({ container: container.current, decisionTable: spoken, drd: spoken, literalExpression: spoken, boxedExpression: spoken })
    const takeOver = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        void modeler.saveXML({ format: true }).then(({ xml }) => {
          if (open) {
            changed(xml)
          }
        })
      }, pause)
    }
    modeler.on('viewer.created', ({ viewer }) => viewer.get('eventBus').on('commandStack.changed', takeOver))
    modeler
      .importXML(first)
      .then(() => {
        const table = modeler.getViews().find(({ type }) => type === 'decisionTable')
        return open && table !== undefined ? modeler.open(table) : undefined
      })
      .catch((error: unknown) => {
        if (open) {
          setFailure(error instanceof Error ? error.message : String(error))
        }
      })
    return () => {
      open = false
      clearTimeout(timer)
      modeler.destroy()
    }
  }, [first])

  return (
    <div className={classes.table}>
      {failure !== null && (
        <Text size="sm" c="red" p="sm" role="alert">
          {t('The table could not be shown: {failure}', { failure })}
        </Text>
      )}
      <div ref={container} className={classes.dmn} />
    </div>
  )
}
