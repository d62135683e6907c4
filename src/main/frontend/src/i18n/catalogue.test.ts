import { IntlMessageFormat } from 'intl-messageformat'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import german from './de.json'

const sources = join(import.meta.dirname, '..')

const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.startsWith('i18n'))
const ofPages = messagesIn(files.filter((file) => !file.startsWith('modeler')))
const ofModeler = messagesIn(files.filter((file) => file.startsWith('modeler')))
/** Comes with the modeler, which also knows what the pages say. */
const modelersGerman = JSON.parse(readFileSync(join(sources, 'modeler/texts/de.json'), 'utf8')) as Readonly<Record<string, string>>

describe('the German catalogue', () => {
  test('has every text that the pages say, and no other', () => {
    expect(Object.keys(german).sort()).toEqual([...ofPages].sort())
  })

  test('has every text that the modeler says beyond those, and no other', () => {
    expect(Object.keys(modelersGerman).sort()).toEqual([...ofModeler].filter((text) => !ofPages.has(text)).sort())
  })

  test.each(Object.entries<string>({ ...german, ...modelersGerman }))('fills in the same as %j', (english, translated) => {
    expect(translated).not.toBe('')
    expect(namesIn(translated, 'de')).toEqual(namesIn(english, 'en'))
  })
})

function messagesIn(of: readonly string[]): ReadonlySet<string> {
  return new Set(of.flatMap(messagesInFile))
}

/** The texts that are looked up in a file; each has to stand where it is looked up. */
function messagesInFile(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(sources, file), 'utf8'), ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && (node.expression.text === 't' || node.expression.text === 'rich')) {
      const [message] = node.arguments
      if (message === undefined || !ts.isStringLiteralLike(message)) {
        throw new Error(`${file}: ${node.getText()} looks up what is no text`)
      }
      found.push(message.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function namesIn(message: string, locale: string): string[] {
  const names = new Set<string>()
  JSON.stringify(new IntlMessageFormat(message, locale).getAst(), (key, value: unknown) => {
    // Literals are of type 0; what has a name else is filled in.
    if (typeof value === 'object' && value !== null && 'type' in value && 'value' in value && value.type !== 0 && typeof value.value === 'string') {
      names.add(value.value)
    }
    return key === 'location' ? undefined : value
  })
  return [...names].sort()
}
