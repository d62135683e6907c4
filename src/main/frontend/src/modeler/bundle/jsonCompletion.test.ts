import { expect, test } from 'vitest'
import { formSchema } from './formSchema'
import { suggestionsAt } from './jsonCompletion'

/** Where the bar stands. */
function at(text: string): { labels: string[]; applied: (label: string) => string } {
  const place = text.indexOf('|')
  const plain = text.replace('|', '')
  const found = suggestionsAt(plain, place, formSchema)
  return {
    labels: found?.options.map(({ label }) => label) ?? [],
    applied: (label) => {
      const option = found?.options.find((each) => each.label === label)
      return found === null || option === undefined ? '' : plain.slice(0, found.from) + option.apply + plain.slice(found.to)
    },
  }
}

test('offers what a form has and does not say yet', () => {
  const { labels, applied } = at('{"type": "default", |}')
  expect(labels).toContain('components')
  expect(labels).not.toContain('type')
  expect(applied('components')).toBe('{"type": "default", "components": []}')
})

test('offers the kinds that can be deployed', () => {
  const { labels, applied } = at('{"components": [{"type": |}]}')
  expect(labels).toContain('textfield')
  expect(labels).not.toContain('html')
  expect(applied('radio')).toBe('{"components": [{"type": "radio"}]}')
})

test('knows what each kind has, also in a group', () => {
  const inGroup = '{"components": [{"type": "group", "components": [{"type": "datetime", |}]}]}'
  expect(at(inGroup).labels).toContain('dateLabel')
  expect(at(inGroup).labels).not.toContain('values')
  expect(at('{"components": [{"type": "datetime", "subtype": "|"}]}').labels).toEqual(['date', 'time', 'datetime'])
  expect(at('{"components": [{"type": "textarea", "validate": {|}}]}').labels).toEqual(['required', 'minLength', 'maxLength', 'pattern'])
})

test('puts a name in the place of the one that is being written', () => {
  expect(at('{"comp|": []}').applied('components')).toBe('{"components": []}')
  expect(at('{"comp|"}').applied('components')).toBe('{"components": []}')
})

test('offers nothing where it knows nothing', () => {
  expect(at('{"components": [{"type": "textfield", "label": "|"}]}').labels).toEqual([])
  expect(at('{"properties": {|}}').labels).toEqual([])
  expect(at('|').labels).toEqual([])
})
