import { Checkbox, Fieldset, NumberInput, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { JsonObject } from '../api'
import type { ArgumentField } from './argumentFields'
import { pointer, valueAt, type Path } from './argumentValues'

interface Props {
  field: ArgumentField
  values: JsonObject
  errors: ReadonlyMap<string, string>
  /** `undefined` removes the argument. */
  onChange: (path: Path, value: unknown) => void
  onInvalid: (path: Path, invalid: boolean) => void
}

export function ArgumentInput({ field, values, errors, onChange, onInvalid }: Props): ReactElement {
  const value = valueAt(values, field.path)
  const common = {
    label: field.label,
    description: field.description,
    error: errors.get(pointer(field.path)),
    withAsterisk: field.required,
  }
  const change = (next: unknown): void => onChange(field.path, next)
  switch (field.kind) {
    case 'text': {
      const text = typeof value === 'string' ? value : ''
      const changeText = (next: string): void => change(next === '' && !field.required ? undefined : next)
      return field.multiline ? (
        <Textarea {...common} autosize minRows={4} maxRows={18} value={text} onChange={(event) => changeText(event.currentTarget.value)} />
      ) : (
        <TextInput {...common} value={text} onChange={(event) => changeText(event.currentTarget.value)} />
      )
    }
    case 'number':
      return (
        <NumberInput
          {...common}
          maw={240}
          allowDecimal={!field.integer}
          min={field.minimum ?? undefined}
          max={field.maximum ?? undefined}
          clampBehavior="none"
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => change(typeof next === 'number' ? next : undefined)}
        />
      )
    case 'boolean':
      return (
        <Checkbox
          label={field.label}
          description={field.description}
          error={common.error}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          maw={360}
          clearable={!field.required}
          data={field.options.map(String)}
          value={field.options.find((option) => option === value)?.toString() ?? null}
          onChange={(next) => change(field.options.find((option) => String(option) === next))}
        />
      )
    case 'list':
      return (
        <TagsInput
          {...common}
          placeholder={t('Add and press Enter')}
          allowDuplicates
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(next) => change(field.items === 'number' ? next.map(Number).filter((item) => !Number.isNaN(item)) : next)}
        />
      )
    case 'group':
      return (
        <Fieldset legend={field.label} p="sm">
          <Stack gap="sm">
            {field.fields.map((child) => (
              <ArgumentInput
                key={pointer(child.path)}
                field={child}
                values={values}
                errors={errors}
                onChange={onChange}
                onInvalid={onInvalid}
              />
            ))}
          </Stack>
        </Fieldset>
      )
    case 'json':
      return <AnyJsonInput {...common} value={value} onChange={change} onInvalid={(invalid) => onInvalid(field.path, invalid)} />
  }
}

interface AnyJsonProps {
  label: string
  description: string | null
  error: string | undefined
  withAsterisk: boolean
  value: unknown
  onChange: (value: unknown) => void
  onInvalid: (invalid: boolean) => void
}

function AnyJsonInput({ value, onChange, onInvalid, error, ...rest }: AnyJsonProps): ReactElement {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const [invalid, setInvalid] = useState(false)
  const change = (next: string): void => {
    setText(next)
    let parsed: unknown
    let broken = false
    try {
      parsed = next.trim() === '' ? undefined : JSON.parse(next)
    } catch {
      broken = true
    }
    setInvalid(broken)
    onInvalid(broken)
    if (!broken) {
      onChange(parsed)
    }
  }
  return (
    <Textarea
      {...rest}
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
      value={text}
      error={invalid ? t('This is not valid JSON.') : error}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
