import { jsonLanguage } from '@codemirror/lang-json'
import type { SyntaxNode, Tree } from '@lezer/common'
import type { Schema } from './formSchema'

export interface Suggestion {
  label: string
  /** What is put in its place. */
  apply: string
  detail: string | null
}

export interface Suggestions {
  from: number
  to: number
  options: readonly Suggestion[]
}

/** What could stand at a place of a JSON text, by its schema; null where nothing is known. */
export function suggestionsAt(text: string, at: number, schema: Schema, tree: Tree = jsonLanguage.parser.parse(text)): Suggestions | null {
  const node = tree.resolveInner(at, -1)
  const property = ancestor(node, 'Property')
  const named = node.name === 'PropertyName'
  if (property !== null && !named && isAfterColon(text, property, at)) {
    const name = nameOf(text, property)
    const among = name === null ? null : schemaOf(text, property.parent, schema)?.properties?.[name]
    return among === undefined || among === null ? null : { ...span(node, at), options: values(among) }
  }
  const container = named ? (property?.parent ?? null) : ancestor(node, 'Object')
  const known = container === null ? null : schemaOf(text, container, schema)
  if (container === null || known?.properties === undefined) {
    return null
  }
  const present = new Set(properties(container).filter((each) => each.from !== property?.from).map((each) => nameOf(text, each)))
  const hasValue = named && /^\s*:/.test(text.slice(node.to))
  return {
    ...span(node, at),
    options: Object.entries(known.properties)
      .filter(([name]) => !present.has(name))
      .map(([name, of]) => ({ label: name, apply: hasValue ? `"${name}"` : `"${name}": ${beginning(of)}`, detail: of.description ?? null })),
  }
}

function values(schema: Schema): Suggestion[] {
  const known = schema.const === undefined ? (schema.enum ?? (schema.type === 'boolean' ? [true, false] : (schema.anyOf ?? []).flatMap((each) => each.const ?? []))) : [schema.const]
  return known.map((value) => ({ label: String(value), apply: JSON.stringify(value), detail: schema.description ?? null }))
}

function beginning(schema: Schema): string {
  switch (schema.type) {
    case 'object':
      return '{}'
    case 'array':
      return '[]'
    case 'string':
      return '""'
    case 'number':
    case 'boolean':
    case undefined:
      return schema.const === undefined ? '' : JSON.stringify(schema.const)
  }
}

/** Of an object: down from the whole text along the properties and arrays around it. */
function schemaOf(text: string, container: SyntaxNode | null, root: Schema): Schema | null {
  if (container === null) {
    return null
  }
  const around = container.parent
  if (around === null || around.name === 'JsonText') {
    return root
  }
  if (around.name === 'Property') {
    const name = nameOf(text, around)
    const outer = schemaOf(text, around.parent, root)
    return name === null ? null : kindOf(text, container, outer?.properties?.[name] ?? null)
  }
  if (around.name === 'Array') {
    return kindOf(text, container, schemaOfArray(text, around, root)?.items ?? null)
  }
  return null
}

function schemaOfArray(text: string, array: SyntaxNode, root: Schema): Schema | null {
  const property = array.parent
  const name = property?.name === 'Property' ? nameOf(text, property) : null
  return name === null ? null : (schemaOf(text, property?.parent ?? null, root)?.properties?.[name] ?? null)
}

/** The kind that an object says it is; before it does, all that any kind may have. */
function kindOf(text: string, object: SyntaxNode, schema: Schema | null): Schema | null {
  if (schema?.anyOf === undefined) {
    return schema
  }
  const said = properties(object).find((each) => nameOf(text, each) === 'type')
  const value = said?.lastChild
  const type = value?.name === 'String' ? text.slice(value.from + 1, value.to - 1) : null
  const kind = schema.anyOf.find((each) => each.properties?.['type']?.const === type)
  const types = schema.anyOf.flatMap((each) => each.properties?.['type']?.const ?? [])
  return kind ?? { properties: { ...Object.fromEntries(schema.anyOf.flatMap((each) => Object.entries(each.properties ?? {}))), type: { enum: types } } }
}

function properties(object: SyntaxNode): SyntaxNode[] {
  return object.getChildren('Property')
}

function nameOf(text: string, property: SyntaxNode): string | null {
  const name = property.getChild('PropertyName')
  return name === null ? null : text.slice(name.from + 1, name.to - 1)
}

function isAfterColon(text: string, property: SyntaxNode, at: number): boolean {
  const name = property.getChild('PropertyName')
  return name !== null && at > name.to && text.slice(name.to, at).includes(':')
}

function ancestor(node: SyntaxNode, name: string): SyntaxNode | null {
  for (let each: SyntaxNode | null = node; each !== null; each = each.parent) {
    if (each.name === name) {
      return each
    }
    if (name === 'Property' && each.name === 'Object') {
      return null
    }
  }
  return null
}

/** The word that is being written, which a suggestion takes the place of. */
function span(node: SyntaxNode, at: number): { from: number; to: number } {
  return ['PropertyName', 'String', 'Number', 'True', 'False', 'Null'].includes(node.name) ? { from: node.from, to: node.to } : { from: at, to: at }
}
