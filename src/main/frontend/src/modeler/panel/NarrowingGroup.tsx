import { MultiSelect, Select } from '@mantine/core'
import type { ReactElement } from 'react'
import { field, is, names, taskTypes, within, type TaskField, type TaskType } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { Group } from './Group'
import { ReferenceField } from './ReferenceField'
import { JsonField } from './JsonField'
import { TermsField } from './TermsField'

/** What this task takes away from what the role or the tables would allow. */
export function NarrowingGroup({ type }: { type: TaskType }): ReactElement | null {
  const { model } = useEditing()
  const { narrowing } = taskTypes[type]
  if (narrowing.length === 0) {
    return null
  }
  const set = narrowing.filter(({ name }) => (field(model, name) ?? '') !== '').length
  return (
    <Group title={t('Limits')} open={set > 0} count={set}>
      {narrowing.map((one) => (
        <Narrowing key={one.name} field={one} />
      ))}
    </Group>
  )
}

const levels: Readonly<Record<string, string>> = { high: t('high'), medium: t('medium'), low: t('low') }

function Narrowing({ field: described }: { field: TaskField }): ReactElement | null {
  const { model, definitions, catalog, variables, setFields } = useEditing()
  const value = field(model, described.name) ?? ''
  const role = catalog.agents.find(({ name }) => name === field(model, 'agent'))
  const commit = (next: string): void => setFields({ [described.name]: next.trim() === '' ? null : next })
  const common = { size: 'xs', label: described.label, description: described.help } as const
  switch (described.kind) {
    case 'tools': {
      const chosen = names(value)
      return <MultiSelect {...common} data={[...new Set([...(role?.tools ?? []), ...chosen])]} value={chosen} clearable searchable onChange={(next) => commit(next.join(', '))} />
    }
    case 'autonomy':
      return <Select {...common} data={[...new Set([...Object.keys(levels), ...(value === '' ? [] : [value])])].map((level) => ({ value: level, label: levels[level] ?? level }))} value={value === '' ? null : value} placeholder={t('As the tables say')} clearable onChange={(next) => commit(next ?? '')} />
    case 'group':
      return (
        <Select
          {...common}
          data={[...new Set([...catalog.groups, ...(value === '' ? [] : [value])])]}
          value={value === '' ? null : value}
          searchable
          clearable
          error={field(model, 'autonomy') === 'low' && value === '' ? t('With low autonomy a group has to be named') : null}
          onChange={(next) => commit(next ?? '')}
        />
      )
    case 'user-task': {
      const tasks = [...within(definitions)].filter((element) => is(element, 'bpmn:UserTask'))
      return (
        <Select
          {...common}
          data={tasks.map((task) => ({ value: task.id ?? '', label: task.name ?? task.id ?? '' }))}
          value={value === '' ? null : value}
          clearable
          error={role?.represents === 'task-owner' && value === '' ? t('{agent} represents the owner of a task: name it', { agent: role.name }) : null}
          onChange={(next) => commit(next ?? '')}
        />
      )
    }
    case 'references':
      return <ReferenceField label={described.label} help={described.help} value={value} variables={variables} language="text" placeholder="${lead.email}" onCommit={commit} />
    case 'terms':
      return role === undefined ? <JsonField label={described.label} help={described.help} value={value} onCommit={commit} /> : <TermsField field={described} value={value} onCommit={commit} />
    case 'agent':
    case 'tool':
    case 'decision':
    case 'text':
    case 'arguments':
    case 'variables':
    case 'variable':
      return null
  }
}
