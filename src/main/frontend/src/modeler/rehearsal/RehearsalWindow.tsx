import { Badge, Modal, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { JsonObject } from '../../api'
import type { BundleFile } from '../source'
import { t } from '../texts'
import classes from './Rehearsal.module.css'
import { useStartRehearsal } from './rehearsalQueries'
import { Stage } from './Stage'
import { StartRehearsal } from './StartRehearsal'

interface Props {
  files: readonly BundleFile[]
  processKey: string
  name: string
  startForm: JsonObject | null
  variables: JsonObject
  onVariables: (variables: JsonObject) => void
  onClose: () => void
  onSelect: (element: string) => void
}

/** Takes the place of the modeler while one rehearses, so that nobody takes the one for the other. */
export function RehearsalWindow({ files, processKey, name, startForm, variables, onVariables, onClose, onSelect }: Props): ReactElement {
  const start = useStartRehearsal()
  const [id, setId] = useState<string | null>(null)
  const diagram = files[0]
  const begin = (given: JsonObject): void => {
    onVariables(given)
    start.mutate({ files, processKey, variables: given }, { onSuccess: (rehearsal) => setId(rehearsal.id) })
  }
  return (
    <Modal
      opened
      fullScreen
      // Escape is for menus and fields in here; leaving ends the rehearsal.
      closeOnEscape={false}
      transitionProps={{ duration: 0 }}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('End the rehearsal'), disabled: start.isPending }}
      classNames={{ content: classes.content, header: classes.header, title: classes.title, body: classes.body }}
      title={
        <>
          <Badge color="grape.8" variant="filled" miw="max-content">
            {t('Rehearsal')}
          </Badge>
          <span className={classes.name}>{name}</span>
          <Text span size="xs" className={classes.hint}>
            {t('In the sandbox, with the rehearsal model: nothing is deployed, and nobody but you is asked')}
          </Text>
        </>
      }
    >
      {id === null || diagram === undefined ? (
        <StartRehearsal form={startForm} variables={variables} busy={start.isPending} error={start.error} diagram={diagram?.name ?? ''} onStart={begin} onSelect={onSelect} />
      ) : (
        <Stage
          key={id}
          id={id}
          xml={diagram.content}
          onStartOver={() => {
            start.reset()
            setId(null)
          }}
        />
      )}
    </Modal>
  )
}
