import { Alert, Button, Group, Text } from '@mantine/core'
import { useState, type DragEvent, type ReactElement } from 'react'
import { CanvasHost, type StewardModeler } from './canvas'
import { complain } from './complain'
import { Desk } from './Desk'
import classes from './Modeler.module.css'
import { readFiles, sourceOf, type BundleFile, type Source } from './source'
import { t } from './texts'

interface Props {
  source: Source
  mayDeploy: boolean
  onOpen: (source: Source) => void
}

/** One diagram being worked on, with the forms and tables that are deployed with it. */
export function Workbench({ source, mayDeploy, onOpen }: Props): ReactElement {
  const [modeler, setModeler] = useState<StewardModeler | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const [files, setFiles] = useState<readonly BundleFile[]>(source.files)

  const open = (chosen: readonly File[]): void => {
    readFiles(chosen)
      .then(({ diagram, others }) => {
        if (diagram === null) {
          setFiles((before) => withFiles(before, others))
        } else {
          onOpen(sourceOf(diagram, others))
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
      {warnings.length > 0 && (
        <Alert color="orange" variant="light" p="xs" className={classes.alert} title={t('Some of this file could not be read')} withCloseButton onClose={() => setWarnings([])}>
          <Text size="xs">{t('What is saved from here would be without it: {warnings}', { warnings: warnings.join(' · ') })}</Text>
        </Alert>
      )}
      {failure !== null && (
        <Alert color="red" variant="light" title={t('This is no diagram that can be edited')} className={classes.alert}>
          <Text size="sm">{failure}</Text>
          <Group mt="xs">
            <Button size="xs" variant="default" onClick={() => location.reload()}>
              {t('Start anew')}
            </Button>
          </Group>
        </Alert>
      )}
      {modeler !== null && (
        <Desk
          modeler={modeler}
          source={source}
          files={files}
          mayDeploy={mayDeploy}
          onOpen={open}
          onFiles={(changed) => setFiles((before) => withFiles(before, changed))}
          onRemove={(name) => setFiles((before) => before.filter((file) => file.name !== name))}
        />
      )}
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
  )
}

function withFiles(before: readonly BundleFile[], changed: readonly BundleFile[]): readonly BundleFile[] {
  return [...before.filter(({ name }) => !changed.some((file) => file.name === name)), ...changed].sort((a, b) => a.name.localeCompare(b.name))
}
