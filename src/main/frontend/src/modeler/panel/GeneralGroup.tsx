import { Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import { is, many, text } from '../diagram'
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
    <Group title="General">
      <TextField label="Name" value={model.name ?? ''} long={!isProcess} onCommit={(name) => set({ name: name.trim() === '' ? undefined : name })} />
      <TextField
        label={isProcess ? 'Key' : 'Id'}
        help={isProcess ? 'Names the process for good: another key is another process' : undefined}
        value={model.id ?? ''}
        mono
        refuse={(id) => (!/^[A-Za-z_][\w.-]*$/.test(id) ? 'Letters, digits, dots, dashes and underscores, beginning with a letter' : moddle.ids.assigned(id) !== false ? 'Something else in this diagram is called that' : null)}
        onCommit={(id) => set({ id })}
      />
      <TextField label={is(model, 'bpmn:UserTask') ? 'Instructions' : 'Documentation'} long value={documentation === undefined ? '' : text(documentation, 'text')} onCommit={document} />
      {isProcess && (
        <Checkbox size="xs" label="Can be started" checked={model.get('isExecutable') === true} onChange={(event) => set({ isExecutable: event.currentTarget.checked })} />
      )}
    </Group>
  )
}
