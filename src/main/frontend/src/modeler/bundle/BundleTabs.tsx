import { ActionIcon, Button, Menu, Modal, Group, TextInput, UnstyledButton } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import type { FormDefinition } from '../../api'
import type { BundleFile } from '../source'
import { t } from '../texts'
import classes from './Bundle.module.css'
import { formatted, newForm, newTable } from './newFiles'

interface Props {
  diagram: string
  files: readonly BundleFile[]
  /** The open one; null for the diagram. */
  open: string | null
  /** Forms that the diagram names, as they are on the server. */
  forms: ReadonlyMap<string, FormDefinition>
  onOpen: (name: string | null) => void
  onAdd: (file: BundleFile) => void
  onRemove: (name: string) => void
}

/** What is deployed together: the diagram, and the forms and tables one brings along. */
export function BundleTabs({ diagram, files, open, forms, onOpen, onAdd, onRemove }: Props): ReactElement {
  const [naming, setNaming] = useState<'form' | 'dmn' | null>(null)
  const add = (file: BundleFile): void => {
    onAdd(file)
    onOpen(file.name)
  }
  const others = [...forms.values()].filter(({ key }) => !files.some(({ name }) => name === `${key}.form`))
  return (
    <div className={classes.tabs}>
      <div className={classes.list} role="tablist" aria-label={t('Files')}>
      <UnstyledButton role="tab" aria-selected={open === null} className={classes.tab} onClick={() => onOpen(null)}>
        {diagram}
      </UnstyledButton>
      {files.map(({ name }) => (
        <UnstyledButton key={name} role="tab" aria-selected={open === name} className={classes.tab} onClick={() => onOpen(name)}>
          {name}
        </UnstyledButton>
      ))}
      </div>
      {open !== null && (
        <ActionIcon
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={t('Leave {name} out', { name: open })}
          title={t('Leave it out of the bundle')}
          onClick={() => {
            onRemove(open)
            onOpen(null)
          }}
        >
          <IconX size={13} />
        </ActionIcon>
      )}
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('Add a form or a table')} title={t('Add a form or a table')}>
            <IconPlus size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {others.length > 0 && <Menu.Label>{t('Change a form')}</Menu.Label>}
          {others.map(({ key, schema }) => (
            <Menu.Item key={key} onClick={() => add({ name: `${key}.form`, content: formatted(schema) })}>
              {key}
            </Menu.Item>
          ))}
          <Menu.Label>{t('New')}</Menu.Label>
          <Menu.Item onClick={() => setNaming('form')}>{t('Form')}</Menu.Item>
          <Menu.Item onClick={() => setNaming('dmn')}>{t('Decision table')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming !== null && (
        <Naming
          kind={naming}
          taken={files.map(({ name }) => name)}
          onClose={() => setNaming(null)}
          onNamed={(key) => {
            setNaming(null)
            add(naming === 'form' ? newForm(key) : newTable(key))
          }}
        />
      )}
    </div>
  )
}

interface NamingProps {
  kind: 'form' | 'dmn'
  taken: readonly string[]
  onClose: () => void
  onNamed: (key: string) => void
}

function Naming({ kind, taken, onClose, onNamed }: NamingProps): ReactElement {
  const [key, setKey] = useState('')
  const problem = key === '' ? null : !/^[A-Za-z][\w-]*$/.test(key) ? t('Letters, digits, dashes and underscores, beginning with a letter') : taken.includes(`${key}.${kind}`) ? t('There is one already') : null
  return (
    <Modal opened onClose={onClose} size="sm" title={kind === 'form' ? t('New form') : t('New decision table')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (key !== '' && problem === null) {
            onNamed(key)
          }
        }}
      >
        <TextInput size="xs" label={t('Key')} description={t('The diagram names it by this')} data-autofocus value={key} error={problem} onChange={(event) => setKey(event.currentTarget.value)} />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button size="xs" variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="xs" type="submit" disabled={key === '' || problem !== null}>
            {t('Add')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
