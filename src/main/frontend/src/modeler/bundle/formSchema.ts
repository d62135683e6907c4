import { t } from '../texts'

/** The part of JSON Schema that the editor completes from. */
export interface Schema {
  description?: string
  properties?: Readonly<Record<string, Schema>>
  items?: Schema
  /** Told apart by the constant of `type`. */
  anyOf?: readonly Schema[]
  const?: string
  enum?: readonly (string | number | boolean)[]
  type?: 'string' | 'number' | 'boolean' | 'object' | 'array'
}

const text: Schema = { type: 'string' }
const flag: Schema = { type: 'boolean' }
const number: Schema = { type: 'number' }

const common: Record<string, Schema> = {
  id: { type: 'string', description: t('Unique in the form') },
  key: { type: 'string', description: t('The variable, or the path of an entry in one') },
  label: { type: 'string', description: t('What people read') },
  description: { type: 'string', description: t('Said below the field') },
  disabled: { type: 'boolean', description: t('Shown, never written') },
  readonly: { type: 'boolean', description: t('Shown, never written') },
  conditional: { type: 'object', description: t('When it is hidden'), properties: { hide: { type: 'string', description: t('As in =next.action != "call"') } } },
  layout: { type: 'object', properties: { columns: { type: 'number', description: t('Of 16') }, row: text } },
}

const required: Schema = { type: 'boolean', description: t('Nothing is completed without it') }

const textual: Schema = {
  type: 'object',
  description: t('Checked in the browser and on the server'),
  properties: { required, minLength: number, maxLength: number, pattern: { type: 'string', description: t('A regular expression') } },
}

const appearance: Schema = { type: 'object', properties: { prefixAdorner: text, suffixAdorner: text } }

const options: Record<string, Schema> = {
  values: { type: 'array', description: t('What can be chosen'), items: { type: 'object', properties: { label: text, value: text } } },
  valuesKey: { type: 'string', description: t('The variable that holds what can be chosen') },
  valuesExpression: { type: 'string', description: t('A path, as in =offer.slots') },
  validate: { type: 'object', properties: { required } },
}

function component(type: string, description: string, properties: Record<string, Schema> = {}): Schema {
  return { description, properties: { type: { const: type }, ...common, ...properties } }
}

const components: Schema = { type: 'array', description: t('From top to bottom'), items: {} }

const kinds: readonly Schema[] = [
  component('textfield', t('A line of text'), { defaultValue: text, appearance, validate: textual }),
  component('textarea', t('Several lines of text'), { defaultValue: text, validate: textual }),
  component('number', t('A number'), {
    defaultValue: number,
    decimalDigits: number,
    increment: number,
    serializeToString: flag,
    appearance,
    validate: { type: 'object', properties: { required, min: number, max: number } },
  }),
  component('checkbox', t('Yes or no'), { defaultValue: flag, validate: { type: 'object', properties: { required } } }),
  component('datetime', t('A date, a time or both'), {
    subtype: { enum: ['date', 'time', 'datetime'] },
    dateLabel: text,
    timeLabel: text,
    use24h: flag,
    disallowPassedDates: flag,
    timeInterval: { enum: [1, 5, 10, 15, 30, 60] },
    timeSerializingFormat: { enum: ['utc_offset', 'utc_normalized', 'no_timezone'] },
    validate: { type: 'object', properties: { required } },
  }),
  component('radio', t('One of several, all shown'), options),
  component('select', t('One of several, in a list'), { ...options, searchable: flag }),
  component('checklist', t('Some of several, all shown'), options),
  component('taglist', t('Some of several, in a list'), options),
  component('filepicker', t('Files'), {
    accept: { type: 'string', description: t('Extensions and media types, as in .pdf,image/*') },
    multiple: { type: 'boolean', description: t('Takes several') },
    validate: { type: 'object', properties: { required } },
  }),
  component('text', t('Words for the reader'), { text: { type: 'string', description: t('Markdown') } }),
  component('group', t('Fields that belong together'), { path: text, showOutline: flag, components }),
  component('separator', t('A line')),
  component('spacer', t('Room'), { height: number }),
]

components.items = { anyOf: kinds }

/** What a form may hold that can be deployed; everything else the check refuses. */
export const formSchema: Schema = {
  type: 'object',
  properties: {
    type: { const: 'default' },
    id: { type: 'string', description: t('The form’s key') },
    title: { type: 'string', description: t('How lists name it') },
    description: { type: 'string', description: t('What it is for') },
    schemaVersion: { type: 'number', description: t('Of form-js') },
    components,
  },
}
