import { Alert, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type DragEvent, type ReactElement } from 'react'
import { CanvasHost, useModelerRevision, type StewardModeler } from './canvas'
import { download, type DownloadKind } from './downloads'
import classes from './Modeler.module.css'
import { readFiles, sourceOf, type Source } from './source'
import { Toolbar } from './Toolbar'
import { UnsavedGuard } from './UnsavedGuard'

interface Props {
  source: Source
  mayDeploy: boolean
  onOpen: (source: Source) => void
}

/** One diagram being worked on. */
export function Workbench({ source, mayDeploy, onOpen }: Props): ReactElement {
  const [modeler, setModeler] = useState<StewardModeler | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [warnings, setWarnings] = useState<readonly string[]>([])

  const open = (files: readonly File[]): void => {
    readFiles(files)
      .then(({ diagram }) => {
        if (diagram !== null) {
          onOpen(sourceOf(diagram, []))
        }
      })
      .catch(complain)
  }
  return (
    <div
      className={classes.page}
      onDragOver={(event: DragEvent) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault()
        open([...event.dataTransfer.files])
      }}
    >
      {modeler !== null && <Bar modeler={modeler} source={source} mayDeploy={mayDeploy} onFiles={open} />}
      {warnings.length > 0 && (
        <Alert color="orange" variant="light" p="xs" title="Some of this file could not be read" withCloseButton onClose={() => setWarnings([])}>
          <Text size="xs">Saving it from here would leave that out: {warnings.join(' · ')}</Text>
        </Alert>
      )}
      {failure !== null && (
        <Alert color="red" variant="light" title="This is no diagram that can be edited">
          <Text size="sm">{failure}</Text>
          <Group mt="xs">
            <Button size="xs" variant="default" onClick={() => document.querySelector<HTMLInputElement>('input[type=file]')?.click()}>
              Open another file
            </Button>
          </Group>
        </Alert>
      )}
      <div className={classes.main}>
        <div className={classes.stage}>
          <CanvasHost
            xml={source.xml}
            onReady={(created, found) => {
              setModeler(created)
              setWarnings(found)
            }}
            onFailed={setFailure}
          />
        </div>
      </div>
    </div>
  )
}

interface BarProps {
  modeler: StewardModeler
  source: Source
  mayDeploy: boolean
  onFiles: (files: readonly File[]) => void
}

function Bar({ modeler, source, onFiles }: BarProps): ReactElement {
  useModelerRevision(modeler)
  const [saved, setSaved] = useState(-1)
  const position = modeler.service('commandStack')._stackIdx
  const root = modeler.service('canvas').getRootElement().businessObject
  const name = root.name ?? root.id ?? 'Workflow'
  const onDownload = (kind: DownloadKind): void => {
    download(modeler, kind, (source.fileName ?? `${root.id ?? 'workflow'}.bpmn`).replace(/\.bpmn$/, ''))
      .then(() => {
        if (kind === 'bpmn') {
          setSaved(position)
        }
      })
      .catch(complain)
  }
  return (
    <>
      <UnsavedGuard unsaved={position !== saved} />
      <Toolbar modeler={modeler} name={name} base={source.base} unsaved={position !== saved} onFiles={onFiles} onDownload={onDownload} actions={null} />
    </>
  )
}

export function complain(error: unknown): void {
  notifications.show({ color: 'red', message: error instanceof Error ? error.message : String(error) })
}
