import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createModdle, typeName } from '../diagram'
import ofDiagrams from './diagrams.de.json'
import ofTables from './tables.de.json'
import { translating } from './translating'

const packages = join(import.meta.dirname, '../../../node_modules')

const editors: readonly (readonly [name: string, texts: Readonly<Record<string, string>>, folders: readonly string[]])[] = [
  ['diagrams', ofDiagrams, ['bpmn-js/lib', 'diagram-js/lib/features', 'bpmn-js-create-append-anything/dist', 'diagram-js-minimap/dist']],
  ['tables', ofTables, ['dmn-js-decision-table/lib', 'dmn-js-shared/lib', 'dmn-js-drd/lib', 'dmn-js-literal-expression/lib', 'dmn-js-boxed-expression/lib']],
]

describe.each(editors)('the editor of %s', (_, texts, folders) => {
  test('says nothing that has no German', () => {
    const said = folders.flatMap(saidIn)
    expect(said.length).toBeGreaterThan(50)
    expect([...new Set(said)].filter((text) => !isKnown(text, texts)).sort()).toEqual([])
  })

  test.each(Object.entries(texts))('has %j filled in with the same', (english, german) => {
    expect(german.trim()).not.toBe('')
    expect(german.match(/\{[^}]*\}/g)?.map(withoutSpaces)).toEqual(english.match(/\{[^}]*\}/g)?.map(withoutSpaces))
  })
})

test('whatever can be drawn has a German name', () => {
  const moddle = createModdle()
  const nameless = Object.values(PopupEntries)
    .map(({ target }) => moddle.create(target.type, target.eventDefinitionType === undefined ? {} : { eventDefinitions: [moddle.create(target.eventDefinitionType, {})] }))
    .map((model) => typeName(model))
    .filter((name) => !(name in ofDiagrams))
  expect(nameless).toEqual([])
})

test('what is translated is filled in, and what is unknown stays', () => {
  const [, translate] = translating({ 'Open {element}': '{element} öffnen' }).translate
  expect(translate('Open {element}', { element: 'Prüfung' })).toBe('Prüfung öffnen')
  expect(translate('Close {element} of {page}', { element: 'Prüfung' })).toBe('Close Prüfung of {page}')
})

/** What a library hands to its translation; labels and the like reach it by a variable. */
function saidIn(folder: string): readonly string[] {
  return readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !file.endsWith('.umd.js'))
    .map((file) => readFileSync(join(packages, folder, file), 'utf8'))
    .filter((source) => /translate\b/.test(source))
    .flatMap((source) => [...source.matchAll(/\btranslate\(\s*'([^']+)'|_translate\('([^']+)'/g)].map(([, text, other]) => text ?? other ?? ''))
    .filter((text) => /^["\w]/.test(text) && !text.includes('('))
}

/** Some put the end of a text together, such as "Align elements left". */
function isKnown(text: string, texts: Readonly<Record<string, string>>): boolean {
  return text in texts || (text.endsWith(' ') && Object.keys(texts).some((known) => known.startsWith(text)))
}

function withoutSpaces(placeholder: string): string {
  return placeholder.replaceAll(' ', '')
}
