import { TagsInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { names } from '../diagram'
import { useEditing } from './editing'

interface Props {
  label: string
  help: string
  /** With commas between. */
  value: string
  onCommit: (value: string) => void
}

/** Some of the variables that exist here, or others by name. */
export function VariableNames({ label, help, value, onCommit }: Props): ReactElement {
  const { variables } = useEditing()
  const roots = variables.filter(({ path }) => !path.includes('.')).map(({ path }) => path)
  return (
    <TagsInput
      size="xs"
      label={label}
      description={help}
      data={roots}
      value={names(value)}
      splitChars={[',', ' ', ';']}
      acceptValueOnBlur
      onChange={(next) => onCommit(next.join(', '))}
      styles={{ pill: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
    />
  )
}
