import { ActionIcon, Select, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { attribute, attributes, extensions, text, withAll } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import classes from './Panel.module.css'
import { AddButton } from './PersonGroup'
import { TimeField } from './TimeField'

/** Groups that may take the task as well once its time is over. */
export function Escalations(): ReactElement {
  const { model, moddle, catalog, setExtensions } = useEditing()
  const all = extensions(model, 'steward:escalation')
  const replace = (index: number, changes: Record<string, string> | null): void =>
    setExtensions(withAll(moddle, model, 'steward:escalation', all.flatMap((one, at) => (at !== index ? [attributes(one)] : changes === null ? [] : [{ ...attributes(one), ...changes }]))))
  return (
    <div role="group" aria-label={t('Escalation')}>
      <Text size="xs" fw={500} mb={4}>
        {t('When it is overdue')}
      </Text>
      {text(model, 'flowable:dueDate') === '' && all.length > 0 && (
        <Text size="xs" c="red" mb={4}>
          {t('Nothing would ever come of this: the task has no due date to count from')}
        </Text>
      )}
      {all.map((escalation, index) => (
        <div key={index} className={classes.row}>
          <Select
            size="xs"
            label={t('Also ask')}
            data={[...new Set([...catalog.groups, attribute(escalation, 'group')])].filter((group) => group !== '')}
            value={attribute(escalation, 'group') || null}
            searchable
            onChange={(group) => replace(index, { group: group ?? '' })}
          />
          <TimeField label={t('after')} value={attribute(escalation, 'after')} onCommit={(after) => replace(index, { after })} />
          <ActionIcon variant="subtle" color="gray" aria-label={t('Remove')} mb={3} onClick={() => replace(index, null)}>
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <AddButton onClick={() => setExtensions(withAll(moddle, model, 'steward:escalation', [...all.map(attributes), { group: catalog.groups[0] ?? '', after: 'PT4H' }]))}>{t('Add an escalation')}</AddButton>
    </div>
  )
}
