import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { categories } from './categories'
import { figures, isFigure } from './figures'

const documentation = readFileSync(join(import.meta.dirname, '../../../../../docs/monitoring.md'), 'utf8')

test('every figure says of itself what the documentation does, in its order', () => {
  const documented = [...documentation.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \| `[a-z]+\./gm)].map(([, id, definition]) => [id, definition])
  expect(documented.length).toBeGreaterThan(40)
  expect(Object.entries(figures).map(([id, { definition }]) => [id, definition])).toEqual(documented)
})

test('no two figures go by one name', () => {
  const names = Object.values(figures).map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('what leads a category is in it', () => {
  const sections = documentation.split(/^\*\*/m)
  for (const { name, leading } of Object.values(categories)) {
    const section = sections.find((text) => text.startsWith(`${name}**`)) ?? ''
    expect(leading.filter((id) => !section.includes(`| \`${id}\` |`))).toEqual([])
  }
})

test('an address may name what is no figure', () => {
  expect(isFigure('spend')).toBe(true)
  expect(isFigure('toString')).toBe(false)
  expect(isFigure(undefined)).toBe(false)
})
