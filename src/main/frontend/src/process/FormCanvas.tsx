import { Button, Group, Text } from '@mantine/core'
import { Form, getSchemaVariables } from '@bpmn-io/form-js-viewer'
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css'
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore, type ReactElement, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { t } from '../i18n'
import type { JsonObject } from '../api'
import type { FileAccess } from './attachmentQueries'
import { FilesField } from './FilesField'
import { fileModule, FileSlots } from './fileSlots'
import classes from './FormCanvas.module.css'
import { hasSubmitButton } from './formSchema'

export interface FormProps {
  schema: JsonObject
  data: JsonObject
  readOnly?: boolean
  busy?: boolean
  submitLabel: string
  onSubmit: (data: JsonObject) => void
  /** What stands in the fields, whenever a person changes it. */
  onChange?: (data: JsonObject) => void
  /** Another button, beside the one that submits. */
  beside?: ReactNode
  /** Without it no files can be attached. */
  files?: FileAccess
}

interface SubmitEvent {
  data: JsonObject
  errors: Record<string, unknown>
}

export default function FormCanvas({ schema, data, readOnly = false, busy = false, submitLabel, onSubmit, onChange, beside, files }: FormProps): ReactElement {
  const container = useRef<HTMLDivElement>(null)
  const [form, setForm] = useState<Form | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [slots] = useState(() => new FileSlots())
  const drawn = useSyncExternalStore(slots.subscribe, slots.all)
  const [sending, setSending] = useState(0)

  const submitted = useEffectEvent((event: SubmitEvent) => {
    if (!busy && sending === 0 && !readOnly && Object.keys(event.errors).length === 0) {
      onSubmit(event.data)
    }
  })

  const changed = useEffectEvent((event: { data: JsonObject }) => {
    if (!busy && !readOnly) {
      onChange?.(Object.fromEntries(getSchemaVariables(schema, { inputs: false }).flatMap((name) => (name in event.data ? [[name, event.data[name]]] : []))))
    }
  })

  useEffect(() => {
    if (container.current === null) {
      return
    }
    let open = true
    const created = new Form({ container: container.current, additionalModules: [fileModule(slots)] })
    created.on('submit', (event: SubmitEvent) => submitted(event))
    created
      .importSchema(schema, data)
      .then(() => {
        if (open) {
          setForm(created)
          created.on('changed', (event: { data: JsonObject }) => changed(event))
        }
      })
      .catch((error: unknown) => {
        if (open) {
          setFailure(error instanceof Error ? error.message : String(error))
        }
      })
    return () => {
      open = false
      setForm(null)
      created.destroy()
    }
  }, [schema, data, slots])

  useEffect(() => {
    form?.setProperty('readOnly', readOnly)
  }, [form, readOnly])

  return (
    <div className={classes.form} data-busy={busy}>
      {failure !== null && (
        <Text size="sm" c="red" role="alert">
          {t('The form could not be drawn: {failure}', { failure })}
        </Text>
      )}
      <div ref={container} />
      {drawn.map((slot) => createPortal(<FilesField slot={slot} access={files ?? null} onBusy={(change) => setSending((before) => before + change)} />, slot.node, slot.id))}
      {sending > 0 && (
        <Text size="xs" c="dimmed" role="status">
          {t('Files are still being sent.')}
        </Text>
      )}
      {form !== null && (
        <Group gap="xs">
          {!readOnly && !hasSubmitButton(schema) && (
            <Button loading={busy} disabled={sending > 0} onClick={() => form.submit()}>
              {submitLabel}
            </Button>
          )}
          {beside}
        </Group>
      )}
    </div>
  )
}
