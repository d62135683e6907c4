import { expect, test } from 'vitest'
import { suggestionAt, type Language } from './suggestionAt'

/** `|` is the caret. */
function chosen(marked: string, path: string, language: Language): string | null {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const asked = suggestionAt(text, caret, language)
  return asked === null ? null : text.slice(0, asked.from) + asked.before + path + asked.after + text.slice(asked.to)
}

test('a text gets a whole reference', () => {
  expect(chosen('Write to ${|', 'lead.email', 'text')).toBe('Write to ${lead.email}')
  expect(chosen('Write to ${le|', 'lead.email', 'text')).toBe('Write to ${lead.email}')
  expect(chosen('Write to ${le|ad} now', 'lead.email', 'text')).toBe('Write to ${lead.email} now')
})

test('a text outside of references is left alone', () => {
  expect(chosen('Write to| ${lead}', 'x', 'text')).toBeNull()
  expect(chosen('${lead} and so on|', 'x', 'text')).toBeNull()
})

test('a condition grows around what one picks', () => {
  expect(chosen('|', 'fit.confidence', 'expression')).toBe('${fit.confidence}')
  expect(chosen('${fit.c| >= 0.9}', 'fit.confidence', 'expression')).toBe('${fit.confidence >= 0.9}')
  expect(chosen('${a && |}', 'b', 'expression')).toBe('${a && b}')
})

test('nothing is offered where no variable can stand', () => {
  expect(chosen("${tier == 'stan|'}", 'x', 'expression')).toBeNull()
  expect(chosen('${a >= 0|}', 'x', 'expression')).toBeNull()
  expect(chosen('${a |}', 'x', 'expression')).toBeNull()
})

test('names are replaced one at a time', () => {
  expect(chosen('lead, re|', 'research', 'names')).toBe('lead, research')
})
