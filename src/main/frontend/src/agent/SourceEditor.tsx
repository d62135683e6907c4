import { Text } from '@mantine/core'
import { useId, type ReactElement, type Ref } from 'react'
import classes from './agents.module.css'

interface Props {
  label: string
  value: string
  wrongLines: ReadonlySet<number>
  onChange: (value: string) => void
  ref?: Ref<HTMLTextAreaElement>
}

/** A text with numbered lines. Tab goes to the next field, as everywhere. */
export function SourceEditor({ label, value, wrongLines, onChange, ref }: Props): ReactElement {
  const id = useId()
  const lines = value.split('\n').length
  return (
    <div>
      <Text component="label" htmlFor={id} size="sm" fw={500}>
        {label}
      </Text>
      <div className={classes.source}>
        <ol aria-hidden>
          {Array.from({ length: lines }, (_, index) => (
            <li key={index} data-wrong={wrongLines.has(index + 1) || undefined}>
              {index + 1}
            </li>
          ))}
        </ol>
        <textarea id={id} ref={ref} rows={lines} spellCheck={false} autoCapitalize="off" autoComplete="off" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      </div>
    </div>
  )
}
