import { Button, Group, Menu, Skeleton, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState, type ReactElement } from 'react'
import type { BundleFile } from '../source'
import { rich, t } from '../texts'
import classes from './Bundle.module.css'
import { FormPreview } from './FormPreview'
import { formSchema } from './formSchema'
import { components, parseForm, withComponent } from './newFiles'

const JsonEditor = lazy(() => import('./JsonEditor'))

/** A form as JSON, and beside it how people will see it. */
export function FormEditor({ file, onChange }: { file: BundleFile; onChange: (content: string) => void }): ReactElement {
  const [text, setText] = useState(file.content)
  const [settled] = useDebouncedValue(text, 400)
  const form = useMemo(() => parseForm(settled), [settled])
  const change = (next: string): void => {
    setText(next)
    onChange(next)
  }
  return (
    <div className={classes.editor}>
      <section className={classes.source} aria-label={t('Form as JSON')}>
        <Group gap="xs" mb={6}>
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="compact-xs" variant="default" leftSection={<IconPlus size={13} />} disabled={form === null}>
                {t('Add a field')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {components.map(({ label, component }) => (
                <Menu.Item
                  key={label}
                  onClick={() => {
                    const next = withComponent(text, component)
                    if (next !== null) {
                      change(next)
                    }
                  }}
                >
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Text size="xs" c="dimmed">
            {rich('A field’s key is its variable; <code>lead.company</code> is one entry of it.', { code: (name) => <code>{name}</code> })}
          </Text>
        </Group>
        <Suspense fallback={<Skeleton h={240} />}>
          <JsonEditor label={file.name} value={text} schema={formSchema} onChange={change} />
        </Suspense>
      </section>
      <section className={classes.shown} aria-label={t('Preview')}>
        {form === null ? (
          <Text size="sm" c="dimmed">
            {t('It shows again once it is JSON.')}
          </Text>
        ) : (
          <FormPreview key={settled} schema={form} />
        )}
      </section>
    </div>
  )
}
