import type { BundleFile } from '../source'
import { t } from '../texts'

export function newForm(key: string): BundleFile {
  const form = {
    type: 'default',
    schemaVersion: 19,
    id: key,
    components: [{ id: `${key}-1`, type: 'textfield', label: t('Comment'), key: 'comment', validate: { maxLength: 400 } }],
  }
  return { name: `${key}.form`, content: formatted(form) }
}

export function formatted(form: unknown): string {
  return `${JSON.stringify(form, null, 2)}\n`
}

/** One input, one output, nothing decided yet. */
export function newTable(key: string): BundleFile {
  return {
    name: `${key}.dmn`,
    content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${key}-definitions" name="${key}" namespace="https://steward.dev/policies">
  <decision id="${key}" name="${key}">
    <decisionTable id="${key}-table" hitPolicy="FIRST">
      <input id="${key}-input" label="${t('Input')}">
        <inputExpression id="${key}-input-expression" typeRef="string"><text>input</text></inputExpression>
      </input>
      <output id="${key}-output" label="${t('Result')}" name="result" typeRef="string" />
      <rule id="${key}-rule-1">
        <inputEntry id="${key}-rule-1-input"><text>-</text></inputEntry>
        <outputEntry id="${key}-rule-1-output"><text>"none"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`,
  }
}

/** What can stand in a form, with what it needs. */
export const components: readonly { label: string; component: Readonly<Record<string, unknown>> }[] = [
  { label: t('Text'), component: { type: 'textfield', label: t('Text'), validate: { maxLength: 200 } } },
  { label: t('Long text'), component: { type: 'textarea', label: t('Text'), validate: { maxLength: 4000 } } },
  { label: t('Number'), component: { type: 'number', label: t('Number') } },
  { label: t('Yes or no'), component: { type: 'checkbox', label: t('Yes') } },
  { label: t('One of several'), component: { type: 'radio', label: t('Choice'), values: [{ label: t('First'), value: 'first' }, { label: t('Second'), value: 'second' }] } },
  { label: t('Date'), component: { type: 'datetime', subtype: 'date', dateLabel: t('Date') } },
]

/** The form with one more component at its end; null where the text is no form. */
export function withComponent(content: string, component: Readonly<Record<string, unknown>>): string | null {
  const form = parseForm(content)
  const list = form === null || !Array.isArray(form['components']) ? null : (form['components'] as Record<string, unknown>[])
  if (form === null || list === null) {
    return null
  }
  let number = list.length + 1
  while (list.some(({ key, id }) => key === `field${number}` || id === `field-${number}`)) {
    number += 1
  }
  return formatted({ ...form, components: [...list, { id: `field-${number}`, key: `field${number}`, ...component }] })
}

export function parseForm(content: string): Record<string, unknown> | null {
  try {
    const form: unknown = JSON.parse(content)
    return typeof form === 'object' && form !== null && !Array.isArray(form) ? (form as Record<string, unknown>) : null
  } catch {
    return null
  }
}
