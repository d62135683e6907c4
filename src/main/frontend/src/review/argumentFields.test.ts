import { expect, test } from 'vitest'
import { argumentFields, type ArgumentField } from './argumentFields'

const kinds = (fields: readonly ArgumentField[]): Record<string, string> => Object.fromEntries(fields.map((field) => [field.path.join('/'), field.kind]))

test('each schema type gets its own field', () => {
  const schema = {
    properties: {
      subject: { type: 'string' },
      days: { type: 'integer' },
      amount: { type: ['number', 'null'] },
      track: { type: 'boolean' },
      channel: { type: 'string', enum: ['email', 'linkedin'] },
      cc: { type: 'array', items: { type: 'string' } },
      scores: { type: 'array', items: { type: 'number' } },
      schedule: { type: 'object', properties: { zone: { type: 'string' } } },
      attachments: { type: 'array', items: { type: 'object' } },
      either: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    },
  }
  expect(kinds(argumentFields(schema, {}))).toEqual({
    subject: 'text',
    days: 'number',
    amount: 'number',
    track: 'boolean',
    channel: 'choice',
    cc: 'list',
    scores: 'list',
    schedule: 'group',
    attachments: 'json',
    either: 'json',
  })
})

test('a long text gets several lines, by its schema or by its value', () => {
  const schema = { properties: { a: { type: 'string', maxLength: 4000 }, b: { type: 'string' }, c: { type: 'string' }, d: { type: 'string' } } }
  const fields = argumentFields(schema, { b: 'x'.repeat(81), c: 'one\ntwo', d: 'short' })
  expect(fields.map((field) => field.kind === 'text' && field.multiline)).toEqual([true, true, true, false])
})

test('nested fields carry their whole path, title, description and obligation', () => {
  const schema = {
    required: ['to'],
    properties: { to: { type: 'object', required: ['mail'], properties: { mail: { type: 'string', title: 'E-mail', description: 'Where to' }, fullName: { type: 'string' } } } },
  }
  const [to] = argumentFields(schema, {})
  expect(to).toMatchObject({ kind: 'group', required: true, label: 'To' })
  expect(to?.kind === 'group' ? to.fields : []).toMatchObject([
    { path: ['to', 'mail'], label: 'E-mail', description: 'Where to', required: true },
    { path: ['to', 'fullName'], label: 'Full name', description: null, required: false },
  ])
})

test('an argument the schema does not declare is shown by its value', () => {
  expect(kinds(argumentFields({ properties: {} }, { note: 'x', count: 1, extra: [{ a: 1 }] }))).toEqual({ note: 'text', count: 'number', extra: 'json' })
})

test('a value that breaks its schema is shown as it is', () => {
  const schema = { properties: { days: { type: 'integer' }, cc: { type: 'array', items: { type: 'string' } } } }
  expect(kinds(argumentFields(schema, { days: 'soon', cc: [{ mail: 'x' }] }))).toEqual({ days: 'json', cc: 'json' })
})

test('a reference into the same schema is followed, one that leads nowhere or in circles is not', () => {
  const schema = {
    $defs: { mail: { type: 'string' }, tree: { type: 'object', properties: { child: { $ref: '#/$defs/loop' } } }, loop: { $ref: '#/$defs/loop' } },
    properties: { a: { $ref: '#/$defs/mail' }, b: { $ref: 'https://elsewhere.example/schema' }, c: { $ref: '#/$defs/loop' } },
  }
  expect(kinds(argumentFields(schema, {}))).toEqual({ a: 'text', b: 'json', c: 'json' })
})

test('a schema that contains itself comes to an end, below what the value holds', () => {
  const schema = { $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } }, properties: { root: { $ref: '#/$defs/node' } } }
  const held = { next: { next: { next: { next: { next: {} } } } } }
  const chain: ArgumentField[] = []
  for (let fields = argumentFields(schema, { root: held }); fields[0] !== undefined; fields = fields[0].kind === 'group' ? fields[0].fields : []) {
    chain.push(fields[0])
  }
  expect(chain.map(({ kind }) => kind)).toEqual([...Array<string>(6).fill('group'), 'json'])
})
