import { isMap, isScalar, parseDocument, Scalar, stringify, type Document } from 'yaml'
export const limitNames = ['modelCalls', 'toolCalls', 'fanOut', 'tokens', 'costUsd', 'wallTime', 'contextTokens'] as const
export type LimitName = (typeof limitNames)[number]

/** What a form shows of a role. Numbers are texts as they are typed; empty is the default. */
export interface RoleDraft {
  responsibility: string
  represents: string
  model: string
  instructions: string
  tools: readonly string[]
  limits: Readonly<Record<LimitName, string>>
  /** JSON. */
  output: string
  /** JSON; empty for none. */
  rehearsal: string
}

/** The role of a text; null where the text is none that a form can show. */
export function readRole(source: string): RoleDraft | null {
  const document = parseDocument(source, { intAsBigInt: false })
  if (document.errors.length > 0 || !isMap(document.contents)) {
    return null
  }
  const role = document.toJS() as Record<string, unknown>
  const text = (name: string): string => (typeof role[name] === 'string' ? role[name] : '')
  return {
    responsibility: text('responsibility'),
    represents: text('represents') || 'initiator',
    model: text('model'),
    instructions: text('instructions'),
    tools: Array.isArray(role['tools']) ? role['tools'].map(String) : [],
    limits: Object.fromEntries(limitNames.map((name) => [name, limitIn(document, name)])) as Record<LimitName, string>,
    output: json(role['output']),
    rehearsal: json(role['rehearsal']),
  }
}

/** As it was written: 0.50 is not 0.5. */
function limitIn(document: Document, name: LimitName): string {
  const node = document.getIn(['limits', name], true)
  return isScalar(node) ? (node.source ?? String(node.value)) : ''
}

/**
 * The text with what the draft changes. All else stays as its author wrote it, comments included.
 *
 * @throws SyntaxError where the output or the rehearsal is no JSON
 */
export function writeRole(source: string, draft: RoleDraft): string {
  const before = readRole(source)
  if (before === null) {
    throw new Error('Only a role that can be read is written anew.')
  }
  return changes(before, draft).reduce((text, [name, value]) => put(text, name, value), source)
}

function changes(before: RoleDraft, draft: RoleDraft): readonly [string, unknown][] {
  const changed: [string, unknown][] = []
  for (const name of ['responsibility', 'represents', 'model', 'instructions'] as const) {
    if (before[name] !== draft[name]) {
      changed.push([name, draft[name]])
    }
  }
  if (before.tools.join('\n') !== draft.tools.join('\n')) {
    changed.push(['tools', draft.tools])
  }
  if (limitNames.some((name) => before.limits[name] !== draft.limits[name])) {
    changed.push(['limits', draft.limits])
  }
  for (const name of ['output', 'rehearsal'] as const) {
    if (before[name] !== draft[name]) {
      const value: unknown = draft[name].trim() === '' ? undefined : JSON.parse(draft[name])
      if (json(value) !== before[name]) {
        changed.push([name, value])
      }
    }
  }
  return changed
}

/** Puts one property of the whole in its place in the text; undefined takes it out. */
function put(source: string, name: string, value: unknown): string {
  const document = parseDocument(source)
  const { contents } = document
  if (!isMap(contents)) {
    throw new Error('Only a role that can be read is written anew.')
  }
  if (contents.flow === true) {
    if (value === undefined) {
      document.delete(name)
    } else {
      document.set(name, name === 'limits' ? limitValues(value as RoleDraft['limits']) : value)
    }
    return document.toString({ lineWidth: 0 })
  }
  const text = value === undefined ? '' : property(name, value)
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === name)
  if (pair === undefined) {
    return `${source.replace(/\n*$/, '\n')}${text}`
  }
  const start = rangeOf(pair.key)[0]
  const end = pair.value === null ? rangeOf(pair.key)[2] : rangeOf(pair.value)[1]
  const rest = source.slice(end)
  // A block ends with its line; what stands behind a value on its line stays there.
  const joined = source[end - 1] === '\n' || rest === '' ? text : text.replace(/\n$/, '')
  return source.slice(0, start) + joined + (value === undefined ? rest.replace(/^[^\n]*\n/, '') : rest)
}

function rangeOf(node: unknown): [number, number, number] {
  const range = (node as { range?: [number, number, number] | null }).range
  if (range === null || range === undefined) {
    throw new Error('What was read from a text has a place in it.')
  }
  return range
}

function property(name: string, value: unknown): string {
  const document = parseDocument('{}')
  document.contents = document.createNode({ [name]: name === 'limits' ? limitValues(value as RoleDraft['limits']) : value }) as typeof document.contents
  const node = document.get(name, true)
  if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n')) {
    node.type = Scalar.BLOCK_LITERAL
  }
  if ((name === 'tools' || name === 'limits') && typeof node === 'object') {
    ;(node as { flow?: boolean }).flow = true
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Those that are not empty, as they are typed. */
function limitValues(limits: RoleDraft['limits']): Record<string, Scalar> {
  return Object.fromEntries(
    limitNames
      .filter((name) => limits[name].trim() !== '')
      .map((name) => {
        const typed = limits[name].trim()
        const number = /^\d+(\.\d+)?$/.test(typed)
        const scalar = new Scalar(number ? Number(typed) : typed)
        const decimals = number ? typed.split('.')[1] : undefined
        if (decimals !== undefined) {
          scalar.minFractionDigits = decimals.length
        }
        return [name, scalar]
      }),
  )
}

function json(value: unknown): string {
  return value === undefined || value === null ? '' : JSON.stringify(value, null, 2)
}

/** What a new agent begins with. */
export function newRole(name: string): string {
  return stringify({
    name,
    responsibility: '',
    represents: 'initiator',
    model: '',
    instructions: '',
    output: { type: 'object', additionalProperties: false, required: ['summary'], properties: { summary: { type: 'string', title: 'Summary' } } },
  })
}
