import { Button, NumberInput, Select, TagsInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { names, text } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { FormPicker } from './FormPicker'
import { Group } from './Group'
import { Escalations } from './Escalations'
import { ReferenceField } from './ReferenceField'
import { TimeField } from './TimeField'

const usualPriority = 50

/** Who is asked, with which form, and until when. */
export function PersonGroup(): ReactElement {
  const { model, catalog, variables, set } = useEditing()
  const groups = text(model, 'flowable:candidateGroups')
  const users = text(model, 'flowable:candidateUsers')
  const assignee = text(model, 'flowable:assignee')
  const priority = text(model, 'flowable:priority')
  const unknown = names(groups).filter((group) => !group.includes('${') && catalog.groups.length > 0 && !catalog.groups.includes(group))
  const put = (name: string, value: string): void => set({ [`flowable:${name}`]: value === '' ? undefined : value })
  return (
    <>
      <Group title={t('People')}>
        <TagsInput
          size="xs"
          label={t('Groups')}
          description={t('Whoever is in one of them may take the task')}
          data={[...catalog.groups]}
          value={names(groups)}
          splitChars={[',']}
          acceptValueOnBlur
          error={unknown.length > 0 ? t('Nobody is in {groups}', { groups: unknown.join(', ') }) : groups + users + assignee === '' ? t('Nobody would be asked: name a group') : null}
          onChange={(next) => put('candidateGroups', next.join(', '))}
        />
        <ReferenceField label={t('People by name')} help={t('Who may take it as well, with commas between')} value={users} variables={variables} language="text" onCommit={(next) => put('candidateUsers', next)} />
        <ReferenceField label={t('Given to')} help={t('Somebody who has it from the start')} placeholder="${initiator}" value={assignee} variables={variables} language="text" onCommit={(next) => put('assignee', next)} />
      </Group>
      <Group title={t('Form')}>
        <FormPicker value={text(model, 'flowable:formKey')} onCommit={(next) => put('formKey', next)} />
      </Group>
      <Group title={t('Time')}>
        <TimeField label={t('Due')} help={t('From when the task begins')} value={text(model, 'flowable:dueDate')} onCommit={(next) => put('dueDate', next)} />
        {/^\d*$/.test(priority) ? (
          <NumberInput
            key={priority}
            size="xs"
            label={t('Priority')}
            description={t('{usual} where nothing is said; higher ones come first', { usual: usualPriority })}
            min={0}
            max={100}
            allowDecimal={false}
            placeholder={String(usualPriority)}
            defaultValue={priority === '' ? '' : Number(priority)}
            onBlur={(event) => {
              if (event.currentTarget.value !== priority) {
                put('priority', event.currentTarget.value)
              }
            }}
          />
        ) : (
          <ReferenceField label={t('Priority')} value={priority} variables={variables} language="expression" onCommit={(next) => put('priority', next)} />
        )}
        <Escalations />
      </Group>
    </>
  )
}

/** For one of a few, where anything else that the file says stays. */
export function Choice({ label, help, value, options, onCommit }: { label: string; help?: string; value: string; options: readonly { value: string; label: string }[]; onCommit: (value: string) => void }): ReactElement {
  const known = options.some((option) => option.value === value) || value === ''
  return (
    <Select
      size="xs"
      label={label}
      description={help}
      data={[...options, ...(known ? [] : [{ value, label: value }])]}
      value={value === '' ? null : value}
      clearable
      searchable
      onChange={(next) => onCommit(next ?? '')}
    />
  )
}

export function AddButton({ children, onClick }: { children: string; onClick: () => void }): ReactElement {
  return (
    <Button size="compact-xs" variant="subtle" style={{ alignSelf: 'flex-start' }} onClick={onClick}>
      {children}
    </Button>
  )
}
