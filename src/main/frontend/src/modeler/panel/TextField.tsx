import { Textarea, TextInput } from '@mantine/core'
import type { KeyboardEvent, ReactElement, ReactNode } from 'react'
import { useDraft } from './useDraft'

interface Props {
  label: string
  help?: ReactNode
  value: string
  onCommit: (text: string) => void
  placeholder?: string
  error?: string | null
  long?: boolean
  mono?: boolean
  required?: boolean
  /** What keeps the text from being taken over; null where nothing does. */
  refuse?: (text: string) => string | null
}

export function TextField({ label, help, value, onCommit, placeholder, error = null, long = false, mono = false, required = false, refuse }: Props): ReactElement {
  const { draft, setDraft, commit, revert } = useDraft(value, onCommit)
  const refusal = draft === value ? null : (refuse?.(draft) ?? null)
  const leave = (): void => {
    if (refusal === null) {
      commit()
    }
  }
  const props = {
    size: 'xs',
    label,
    description: help,
    placeholder,
    withAsterisk: required,
    error: refusal ?? error,
    value: draft,
    onBlur: leave,
    styles: mono ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : {},
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        revert()
      } else if (event.key === 'Enter' && (!long || event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        leave()
      }
    },
  }
  return long ? (
    <Textarea {...props} autosize minRows={1} maxRows={10} onChange={(event) => setDraft(event.currentTarget.value)} />
  ) : (
    <TextInput {...props} onChange={(event) => setDraft(event.currentTarget.value)} />
  )
}
