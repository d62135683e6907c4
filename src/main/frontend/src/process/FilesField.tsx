import { ActionIcon, Anchor, Button, Progress, Text, VisuallyHidden } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useRef, useState, type DragEvent, type ReactElement } from 'react'
import { attachmentAddress } from '../api'
import { t } from '../i18n'
import type { FileAccess } from './attachmentQueries'
import classes from './FilesField.module.css'
import { fileSize } from './fileSize'
import type { FileSlot } from './fileSlots'
import { useUploads, type Upload } from './useUploads'

interface Props {
  slot: FileSlot
  /** Null where nothing can be uploaded, as in a preview. */
  access: FileAccess | null
  onBusy: (change: 1 | -1) => void
}

/** The files of one field, and a place to choose or drop more. */
export function FilesField({ slot, access, onBusy }: Props): ReactElement {
  const uploads = useUploads(slot, access, onBusy)
  const disabled = slot.disabled || access === null
  const room = slot.multiple || slot.value.length + uploads.under.length === 0
  return (
    <div className={classes.field} role="group" aria-label={slot.label}>
      {slot.value.length + uploads.under.length > 0 && (
        <ul className={classes.list}>
          {slot.value.map((file) => (
            <li key={file.id} className={classes.file}>
              <IconPaperclip size={16} aria-hidden />
              <Anchor size="sm" className={classes.name ?? ''} href={attachmentAddress(file.id)} download={file.name}>
                {file.name}
              </Anchor>
              <span className={classes.size}>{fileSize(file.size)}</span>
              {!disabled && (
                <ActionIcon variant="subtle" color="gray" aria-label={t('Remove {name}', { name: file.name })} onClick={() => uploads.remove(file)}>
                  <IconX size={16} />
                </ActionIcon>
              )}
            </li>
          ))}
          {uploads.under.map((upload) => (
            <Sending key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {disabled && slot.value.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('No files')}
        </Text>
      )}
      {!disabled && room && <Choose slot={slot} onChoose={uploads.choose} />}
      <div role="alert">
        {uploads.failures.map((failure) => (
          <Text key={failure} size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: 'anywhere' }}>
            {failure}
          </Text>
        ))}
      </div>
      <VisuallyHidden role="status">{uploads.said}</VisuallyHidden>
    </div>
  )
}

function Sending({ upload: { name, share, cancel } }: { upload: Upload }): ReactElement {
  return (
    <li className={classes.file}>
      <IconPaperclip size={16} aria-hidden />
      <span className={classes.name}>
        {name}
        <Progress value={share * 100} size="xs" mt={2} aria-label={t('Sending {name}', { name })} />
      </span>
      <ActionIcon variant="subtle" color="gray" aria-label={t('Do not send {name}', { name })} onClick={cancel}>
        <IconX size={16} />
      </ActionIcon>
    </li>
  )
}

function Choose({ slot: { id, label, accept, multiple }, onChoose }: { slot: FileSlot; onChoose: (files: readonly File[]) => void }): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    onChoose([...event.dataTransfer.files])
  }
  return (
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        accept={accept === '' ? undefined : accept}
        multiple={multiple}
        onChange={(event) => {
          onChoose([...(event.currentTarget.files ?? [])])
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <Button id={id} size="xs" variant="default" aria-label={`${multiple ? t('Choose files') : t('Choose a file')}: ${label}`} onClick={() => input.current?.click()}>
        {multiple ? t('Choose files') : t('Choose a file')}
      </Button>
      <Text size="xs" c="dimmed">
        {multiple ? t('or drop them here') : t('or drop it here')}
        {accept !== '' && ` · ${accept.split(',').join(', ')}`}
      </Text>
    </div>
  )
}
