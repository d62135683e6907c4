import { Combobox, Text, Textarea, TextInput, useCombobox } from '@mantine/core'
import { useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'
import type { Variable } from '../diagram'
import { t } from '../texts'
import classes from './Panel.module.css'
import { suggestionAt, type Language } from './suggestionAt'
import { useDraft } from './useDraft'

interface Props {
  label: string
  help?: ReactNode
  value: string
  onCommit: (text: string) => void
  variables: readonly Variable[]
  /** Variables stand in `${…}` inside a text, are one expression, or are plain names with commas between. */
  language: Language
  long?: boolean
  error?: string | null
  placeholder?: string
  required?: boolean
}

const most = 30

/** A text that speaks of variables: while one types, it offers those that exist at this place. */
export function ReferenceField({ label, help, value, onCommit, variables, language, long = false, error = null, placeholder, required = false }: Props): ReactElement {
  const { draft, setDraft, commit, revert } = useDraft(value, onCommit)
  const [caret, setCaret] = useState(0)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const combobox = useCombobox()
  const asked = suggestionAt(draft, caret, language)
  const offered = asked === null ? [] : variables.filter(({ path, note }) => `${path} ${note}`.toLowerCase().includes(asked.typed.toLowerCase())).slice(0, most)

  const choose = (path: string): void => {
    if (asked === null) {
      return
    }
    const inserted = asked.before + path + asked.after
    const next = draft.slice(0, asked.from) + inserted + draft.slice(asked.to)
    const at = asked.from + inserted.length
    setDraft(next)
    setCaret(at)
    combobox.closeDropdown()
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const follow = (element: HTMLInputElement | HTMLTextAreaElement): void => {
    setCaret(element.selectionStart ?? 0)
    combobox.openDropdown()
    combobox.updateSelectedOptionIndex()
  }
  const props = {
    ref: input,
    size: 'xs',
    label,
    description: help,
    placeholder,
    withAsterisk: required,
    error,
    value: draft,
    spellCheck: language === 'text',
    styles: language === 'text' ? {} : { input: { fontFamily: 'var(--mantine-font-family-monospace)' } },
    onClick: () => input.current !== null && follow(input.current),
    onBlur: () => {
      combobox.closeDropdown()
      commit()
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape' && combobox.dropdownOpened && offered.length > 0) {
        event.stopPropagation()
        combobox.closeDropdown()
      } else if (event.key === 'Escape') {
        revert()
      } else if (event.key === 'Enter' && (!combobox.dropdownOpened || offered.length === 0) && (!long || event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        commit()
      }
    },
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose} position="bottom-start" width={300} shadow="md">
      <Combobox.Target withKeyboardNavigation={combobox.dropdownOpened && offered.length > 0}>
        {long ? (
          <Textarea
            {...props}
            autosize
            minRows={3}
            maxRows={12}
            onChange={(event) => {
              setDraft(event.currentTarget.value)
              follow(event.currentTarget)
            }}
          />
        ) : (
          <TextInput
            {...props}
            onChange={(event) => {
              setDraft(event.currentTarget.value)
              follow(event.currentTarget)
            }}
          />
        )}
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered.length === 0}>
        <Combobox.Options mah={240} style={{ overflowY: 'auto' }} aria-label={t('Variables')}>
          {offered.map(({ path, note, from }) => (
            <Combobox.Option key={path} value={path} className={classes.variable}>
              <code>{path}</code>
              <Text size="xs" c="dimmed" truncate>
                {[note, t('from {value}', { value: from })].filter((part) => part !== '').join(' · ')}
              </Text>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
