import type { ReactElement } from 'react'
import { isTime } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { ReferenceField } from './ReferenceField'
import { timeInWords } from './timeInWords'

/** A moment, a duration or a cycle in ISO 8601, or an expression; in words as well. */
export function TimeField({ label, help, value, onCommit }: { label: string; help?: string; value: string; onCommit: (value: string) => void }): ReactElement {
  const { variables } = useEditing()
  const words = timeInWords(value)
  return (
    <ReferenceField
      label={label}
      help={[help, words].filter((part) => part !== undefined && part !== null).join(': ')}
      value={value}
      placeholder="PT8H"
      variables={variables}
      language="expression"
      error={value === '' || isTime(value) ? null : t('Such as PT8H, P3D, 2027-01-31T08:00 or one expression')}
      onCommit={(next) => onCommit(next.trim())}
    />
  )
}
