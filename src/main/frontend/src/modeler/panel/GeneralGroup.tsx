import { Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import { is, many, text } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { Group } from './Group'
import { TextField } from './TextField'

export function GeneralGroup(): ReactElement {
  const { model, moddle, set, setOn } = useEditing()
  const isProcess = is(model, 'bpmn:Process')
  const documentation = many(model, 'documentation')[0]
  const document = (value: string): void => {
    const others = many(model, 'documentation').slice(1)
    const attributes = documentation === undefined ? {} : documentation.$attrs
    setOn(model, { documentation: [...(value.trim() === '' ? [] : [moddle.create('bpmn:Documentation', { ...attributes, text: value })]), ...others] })
  }
  return (
    <Group title={t('General')}>
      <TextField label={t('Name')} value={model.name ?? ''} long={!isProcess} onCommit={(name) => set({ name: name.trim() === '' ? undefined : name })} />
      <TextField
        label={isProcess ? t('Key') : t('Id')}
        help={isProcess ? t('Names the process for good: another key is another process') : undefined}
        value={model.id ?? ''}
        mono
        refuse={(id) => (!/^[A-Za-z_][\w.-]*$/.test(id) ? t('Letters, digits, dots, dashes and underscores, beginning with a letter') : moddle.ids.assigned(id) !== false ? t('Something else in this diagram is called that') : null)}
        onCommit={(id) => set({ id })}
      />
      <TextField label={is(model, 'bpmn:UserTask') ? t('Instructions') : t('Documentation')} long value={documentation === undefined ? '' : text(documentation, 'text')} onCommit={document} />
      {isProcess && (
        <Checkbox size="xs" label={t('Can be started')} checked={model.get('isExecutable') === true} onChange={(event) => set({ isExecutable: event.currentTarget.checked })} />
      )}
    </Group>
  )
}
