import { Badge, Text, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../texts'
import classes from './ChangeList.module.css'
import type { ElementChange, PropertyChange } from './compareDiagrams'

const kinds: Readonly<Record<ElementChange['kind'], { label: string; color: string }>> = {
  added: { label: t('New'), color: 'teal' },
  removed: { label: t('Gone'), color: 'red' },
  changed: { label: t('Changed'), color: 'yellow' },
  moved: { label: t('Moved'), color: 'gray' },
}

interface Props {
  changes: readonly ElementChange[]
  selected?: string | null
  onSelect?: (id: string) => void
}

/** What is different, element by element. */
export function ChangeList({ changes, selected = null, onSelect }: Props): ReactElement {
  return (
    <ul className={classes.list} aria-label={t('Changes')}>
      {changes.map((change) => {
        const head = (
          <>
            <Badge size="xs" variant="light" color={kinds[change.kind].color} miw={58}>
              {kinds[change.kind].label}
            </Badge>
            <Text size="xs" fw={600} span>
              {change.name}
            </Text>
            <Text size="xs" c="dimmed" span>
              {change.type}
            </Text>
          </>
        )
        return (
          <li key={change.kind + change.id} data-selected={change.id === selected || undefined}>
            {onSelect === undefined ? (
              <div className={classes.head}>{head}</div>
            ) : (
              <UnstyledButton className={classes.head} aria-pressed={change.id === selected} onClick={() => onSelect(change.id)}>
                {head}
              </UnstyledButton>
            )}
            <PropertyList changes={change.properties} />
          </li>
        )
      })}
    </ul>
  )
}

export function PropertyList({ changes }: { changes: readonly PropertyChange[] }): ReactElement | null {
  return changes.length === 0 ? null : (
    <dl className={classes.properties}>
      {changes.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {before !== null && before !== '' && <del>{before}</del>}
            {after !== null && after !== '' && <ins>{after}</ins>}
            {(after === null || after === '') && <span className={classes.none}>{before === null ? t('empty') : t('taken out')}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
