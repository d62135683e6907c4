import { ActionIcon, Select, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { attribute, attributes, extensions, text, withAll, type ExtensionName } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { Group } from './Group'
import classes from './Panel.module.css'
import { AddButton } from './PersonGroup'
import { ReferenceField } from './ReferenceField'
import { TextField } from './TextField'

/** Another process, and what goes in and comes out. */
export function CallGroup(): ReactElement {
  const { model, catalog, set } = useEditing()
  const called = text(model, 'calledElement')
  return (
    <Group title={t('Called process')}>
      <Select
        size="xs"
        label={t('Process')}
        withAsterisk
        searchable
        data={[...catalog.processes.map(({ key, name }) => ({ value: key, label: name })), ...(called === '' || catalog.processes.some(({ key }) => key === called) ? [] : [{ value: called, label: called }])]}
        value={called === '' ? null : called}
        error={called !== '' && catalog.processes.length > 0 && !catalog.processes.some(({ key }) => key === called) ? t('No process “{name}” is deployed', { name: called }) : null}
        onChange={(key) => set({ calledElement: key ?? undefined })}
      />
      <Mappings name="flowable:in" title={t('Goes in')} />
      <Mappings name="flowable:out" title={t('Comes out')} />
    </Group>
  )
}

function Mappings({ name, title }: { name: ExtensionName; title: string }): ReactElement {
  const { model, moddle, variables, setExtensions } = useEditing()
  const all = extensions(model, name)
  const replace = (index: number, changes: Record<string, string> | null): void =>
    setExtensions(withAll(moddle, model, name, all.flatMap((one, at) => (at !== index ? [attributes(one)] : changes === null ? [] : [{ ...attributes(one), ...changes }]))))
  return (
    <div role="group" aria-label={title}>
      <Text size="xs" fw={500} mb={4}>
        {title}
      </Text>
      {all.map((mapping, index) => (
        <div key={index} className={classes.row}>
          <ReferenceField
            label={t('From')}
            language="names"
            value={attribute(mapping, 'source') || attribute(mapping, 'sourceExpression')}
            variables={name === 'flowable:in' ? variables : []}
            onCommit={(source) => replace(index, source.includes('${') ? { sourceExpression: source, source: '' } : { source, sourceExpression: '' })}
          />
          <TextField label={t('To')} mono value={attribute(mapping, 'target')} onCommit={(target) => replace(index, { target })} />
          <ActionIcon variant="subtle" color="gray" aria-label={t('Remove')} mb={3} onClick={() => replace(index, null)}>
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <AddButton onClick={() => setExtensions(withAll(moddle, model, name, [...all.map(attributes), { source: 'variable', target: 'variable' }]))}>{t('Add a variable')}</AddButton>
    </div>
  )
}
