import { NumberInput, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { field as fieldOf, names, type TaskField } from '../diagram'
import { t } from '../texts'
import { ArgumentFields } from './ArgumentFields'
import { readObject, withEntry, writeObject } from './argumentsJson'
import { useEditing } from './editing'
import { JsonField } from './JsonField'
import classes from './Panel.module.css'

interface Props {
  field: TaskField
  value: string
  onCommit: (value: string) => void
}

/** For each tool of the agent: how often it may be called here, and which arguments are not the agent's to choose. */
export function TermsField({ field, value, onCommit }: Props): ReactElement {
  const { model, catalog } = useEditing()
  const role = catalog.agents.find(({ name }) => name === fieldOf(model, 'agent'))
  const terms = readObject(value)
  const narrowed = names(fieldOf(model, 'tools') ?? '')
  const tools = narrowed.length > 0 ? narrowed : (role?.tools ?? [])
  if (terms === null) {
    return <JsonField label={field.label} help={field.help} value={value} onCommit={onCommit} />
  }
  const change = (tool: string, entry: string, next: unknown): void => {
    const of = withEntry((terms[tool] ?? {}) as Record<string, unknown>, entry, next)
    const all = withEntry(terms, tool, Object.keys(of).length === 0 ? undefined : of)
    onCommit(Object.keys(all).length === 0 ? '' : writeObject(all))
  }
  return (
    <div role="group" aria-label={field.label}>
      <Text size="xs" fw={500}>
        {field.label}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {field.help}
      </Text>
      {[...new Set([...tools, ...Object.keys(terms)])].map((tool) => {
        const of = (terms[tool] ?? {}) as Record<string, unknown>
        const contract = catalog.tools.find(({ name }) => name === tool)
        return (
          <details key={tool} open={tool in terms}>
            <Text component="summary" size="xs" mb={4}>
              {tool}
            </Text>
            <div className={classes.rows}>
              <NumberInput
                size="xs"
                label={t('Calls at most')}
                min={1}
                allowDecimal={false}
                value={typeof of['times'] === 'number' ? of['times'] : ''}
                placeholder={t('As the role says')}
                onBlur={(event) => {
                  const times = event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value)
                  if (times !== of['times']) {
                    change(tool, 'times', times)
                  }
                }}
              />
              {contract !== undefined && (
                <ArgumentFields
                  partial
                  schema={contract.arguments}
                  value={(of['arguments'] ?? {}) as Record<string, unknown>}
                  onCommit={(next) => change(tool, 'arguments', Object.keys(next).length === 0 ? undefined : next)}
                />
              )}
            </div>
          </details>
        )
      })}
    </div>
  )
}
