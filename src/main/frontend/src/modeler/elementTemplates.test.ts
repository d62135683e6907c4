import { validate } from '@bpmn-io/element-templates-validator'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createModdle, field, is, taskType, taskTypes, within } from './diagram'
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

test('they are templates by the schema that Camunda publishes', () => {
  for (const [name, content] of elementTemplates()) {
    expect(validate(JSON.parse(content)), name).toMatchObject({ valid: true })
  }
})

test('what Camunda Modeler writes with them is an agent and a tool here', async () => {
  const file = readFileSync(join(import.meta.dirname, '../../../../test/resources/deployments/camunda-modeler.bpmn'), 'utf8')
  const { rootElement, warnings } = await createModdle().fromXML(file)
  const tasks = [...within(rootElement)].filter((element) => is(element, 'bpmn:ServiceTask'))
  expect(warnings).toEqual([])
  expect(tasks.map((task) => [taskType(task), field(task, 'agent') ?? field(task, 'tool'), field(task, 'result')])).toEqual([
    ['agent', 'fit-scorer', 'fit'],
    ['tool', 'company.lookup', 'company'],
  ])
})

test('each field has a binding of its own, and all are there', () => {
  for (const { type, fields, narrowing } of Object.values(taskTypes)) {
    const template = JSON.parse(elementTemplates().get(`${type}-task.json`) ?? '') as { properties: { binding: { type: string; name: string } }[] }
    const bound = template.properties.filter(({ binding }) => binding.type === 'camunda:field').map(({ binding }) => binding.name)
    expect(bound).toEqual([...fields, ...narrowing].map(({ name }) => name))
  }
})
