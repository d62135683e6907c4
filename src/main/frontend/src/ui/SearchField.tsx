import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'

interface Props {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  className?: string | undefined
}

/** Tells what was typed once the typing pauses. */
export function SearchField({ label, placeholder, value, onChange, className }: Props): ReactElement {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    // The URL changed by other means, such as the back button.
    setKnown(value)
    setTyped(value)
  }
  const settle = useDebouncedCallback((next: string) => {
    setKnown(next)
    onChange(next)
  }, 250)
  return (
    <TextInput
      size="xs"
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} />}
      className={className}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        settle(event.currentTarget.value)
      }}
    />
  )
}
