import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { taskTypes } from './diagram'
import { elementTemplates } from './elementTemplates'

const folder = join(import.meta.dirname, '../../../../../docs/element-templates')

test('the templates for Camunda Modeler are those of the properties panel', () => {
  const templates = elementTemplates()
  if (process.env['TEMPLATES_UPDATE'] === 'true') {
    mkdirSync(folder, { recursive: true })
    templates.forEach((content, name) => writeFileSync(join(folder, name), content))
  }
  expect(readdirSync(folder).sort()).toEqual([...templates.keys()].sort())
  for (const [name, content] of templates) {
    expect(readFileSync(join(folder, name), 'utf8'), `${name}: run vitest with TEMPLATES_UPDATE=true`).toBe(content)
  }
})

test('each field has a binding of its own, and all are there', () => {
  for (const { type, fields, narrowing } of Object.values(taskTypes)) {
    const template = JSON.parse(elementTemplates().get(`${type}-task.json`) ?? '') as { properties: { binding: { type: string; name: string } }[] }
    const bound = template.properties.filter(({ binding }) => binding.type === 'camunda:field').map(({ binding }) => binding.name)
    expect(bound).toEqual([...fields, ...narrowing].map(({ name }) => name))
  }
})
