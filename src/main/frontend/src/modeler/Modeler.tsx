import { Center, Loader, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState, type ReactElement } from 'react'
import { ProblemAlert } from '../ui'
import { useDeployed, useDiagram } from './deployedVersions'
import classes from './Modeler.module.css'
import { newDiagram } from './newDiagram'
import type { Source } from './source'
import { t } from './texts'
import { Viewer } from './Viewer'
import { Workbench } from './Workbench'

interface Props {
  /** The deployed process that is changed; null for a new one. */
  processKey: string | null
  /** Null for the newest. */
  version: number | null
  mayDeploy: boolean
}

/** Where analysts draw workflows. Loaded lazily: its libraries are bigger than the rest of the app. */
export default function Modeler({ processKey, version, mayDeploy }: Props): ReactElement {
  // What is being worked on stays, whatever is deployed meanwhile.
  const [opened, setOpened] = useState<Source | null>(null)
  const small = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  // A window that gets narrow later must not take what was drawn with it.
  const [drawing, setDrawing] = useState(!small)
  if (!small && !drawing) {
    setDrawing(true)
  }
  const process = useDeployed(processKey)
  const shown = version ?? process.data?.version ?? null
  const diagram = useDiagram(processKey, shown)
  const [fresh] = useState(newDiagram)

  const error = process.error ?? diagram.error
  if (opened === null && error !== null) {
    return <ProblemAlert error={error} onRetry={() => void (process.error ? process.refetch() : diagram.refetch())} />
  }
  const deployed: Source | null =
    processKey === null
      ? { id: 'new', fileName: null, xml: fresh, base: null, files: [] }
      : diagram.data === undefined || shown === null || process.data === undefined
        ? null
        : {
            id: `${processKey}:${shown}`,
            fileName: `${processKey}.bpmn`,
            xml: diagram.data,
            base: { key: processKey, version: shown, newest: process.data.version },
            files: [],
          }
  const source = opened ?? deployed
  if (opened === null && deployed !== null) {
    setOpened(deployed)
  }
  if (source === null) {
    return (
      <Center h={320}>
        <Loader size="sm" />
      </Center>
    )
  }
  if (!drawing) {
    return (
      <div className={classes.phone}>
        <Text size="sm" c="dimmed" mb="xs">
          {t('Drawing needs a wider screen. Here you can look at the workflow.')}
        </Text>
        <Viewer key={source.id} xml={source.xml} readable />
      </div>
    )
  }
  return <Workbench key={source.id} source={source} mayDeploy={mayDeploy} onOpen={setOpened} />
}
