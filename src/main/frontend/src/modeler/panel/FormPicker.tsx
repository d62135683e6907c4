import { Button, Select, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { FormPreview } from '../bundle'
import { t } from '../texts'
import { useEditing } from './editing'
import classes from './Panel.module.css'

/** A form by its name, and how it will look. */
export function FormPicker({ value, onCommit }: { value: string; onCommit: (key: string) => void }): ReactElement {
  const { catalog } = useEditing()
  const [preview, setPreview] = useState(false)
  const chosen = catalog.formDefinitions.get(value)
  const keys = [...new Set([...catalog.forms.map(({ key }) => key), ...catalog.formDefinitions.keys(), ...(value === '' ? [] : [value])])].sort()
  const known = catalog.forms.length === 0 || chosen !== undefined || catalog.forms.some(({ key }) => key === value)
  return (
    <>
      <Select
        size="xs"
        label={t('Form')}
        searchable
        clearable
        placeholder={t('None')}
        data={keys}
        value={value === '' ? null : value}
        error={value !== '' && !known ? t('There is no form “{name}”: add it to the bundle', { name: value }) : null}
        renderOption={({ option }) => {
          const form = catalog.forms.find(({ key }) => key === option.value)
          return (
            <div>
              <Text size="xs" fw={500}>
                {option.value}
              </Text>
              <Text size="xs" c="dimmed" lineClamp={1}>
                {form?.description ?? form?.title}
              </Text>
            </div>
          )
        }}
        onChange={(key) => onCommit(key ?? '')}
      />
      {chosen !== undefined && (
        <Button size="compact-xs" variant="subtle" style={{ alignSelf: 'flex-start' }} aria-expanded={preview} onClick={() => setPreview(!preview)}>
          {preview ? t('Hide the form') : t('Show the form')}
        </Button>
      )}
      {chosen !== undefined && preview && (
        <div className={classes.preview}>
          <FormPreview schema={chosen.schema} />
        </div>
      )}
    </>
  )
}
