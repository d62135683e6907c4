import { expect, test } from 'vitest'
import { loadLanguage, preferred } from './choice'
import { t } from './translate'

test('what was chosen comes before what the browser asks for', () => {
  expect(preferred('de', ['en-GB'])).toBe('de')
  expect(preferred(null, ['fr-FR', 'de-AT', 'en'])).toBe('de')
  expect(preferred('xx', ['fr'])).toBe('en')
  expect(preferred('constructor', [])).toBe('en')
})

test('where there is no page English is spoken', async () => {
  expect(await loadLanguage()).toEqual(['en', {}])
  expect(t('{count, plural, one {One gap} other {# gaps}}', { count: 2 })).toBe('2 gaps')
})
