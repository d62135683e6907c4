import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, screenshotsOf, signIn } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an operator deploys, is told what is wrong, takes instances along and goes back', async () => {
  const key = `desk-${String(Date.now()).slice(-6)}`
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')
  await page.goto('/deployments')
  await page.getByRole('link', { name: 'Lead outreach, version 1' }).waitFor()
  await screenshotsOf(page, 'deployments')

  await choose(page, `${key}.bpmn`, diagram(key, 'Ask', '<scriptTask id="s" name="Count" scriptFormat="groovy"><script>1</script></scriptTask>'))
  await page.getByLabel('Findings').getByText('Count').first().waitFor()
  await page.getByLabel('What has changed, and why').fill('A first try')
  expect(await page.getByRole('button', { name: 'Deploy', exact: true }).isDisabled()).toBe(true)
  await screenshotsOf(page, 'deployment-refused')
  await page.getByRole('button', { name: 'Back', exact: true }).click()

  await deploy(page, key, diagram(key, 'Ask'), 'People are asked')
  await page.getByText('Newest version').waitFor()
  await start(key)
  await page.goto('/deployments')
  await deploy(page, key, diagram(key, 'Ask twice'), 'Asked in other words')
  await page.getByRole('heading', { name: /version 2/ }).waitFor()
  await page.getByLabel('Workflow diagram').and(page.locator('[data-ready=true]')).waitFor()
  await screenshotsOf(page, 'deployment')

  await page.getByRole('button', { name: 'Take running instances to it' }).click()
  await page.getByRole('combobox', { name: 'From version' }).click()
  await page.getByRole('option', { name: '1', exact: true }).click()
  await page.getByText('Can be taken along').waitFor()
  await page.getByRole('textbox', { name: 'Why' }).fill('The question is clearer')
  await screenshotsOf(page, 'migration')
  await page.getByRole('button', { name: 'Take 1 along' }).click()
  await page.getByText('1 of 1 instances are on version 2 now.').waitFor()

  await page.goto(`/deployments?process=${key}`)
  await page.getByRole('link', { name: /version 1/ }).click()
  await page.getByRole('button', { name: 'Go back to this version' }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('The first words were better')
  await page.getByRole('button', { name: 'Go back to it' }).click()
  await page.getByRole('heading', { name: /version 3/ }).waitFor()
  expect(violations).toEqual([])
})

async function choose(page: Page, name: string, content: string): Promise<void> {
  await page.getByRole('button', { name: 'Deploy files' }).click()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/xml', buffer: Buffer.from(content) })
}

async function deploy(page: Page, key: string, content: string, comment: string): Promise<void> {
  await choose(page, `${key}.bpmn`, content)
  await page.getByLabel('What has changed, and why').fill(comment)
  await page.getByRole('button', { name: 'Deploy', exact: true }).click()
  await page.getByText('Deployed.', { exact: true }).waitFor()
}

async function start(key: string): Promise<void> {
  const response = await callApi('operator', `/api/processes/${key}/instances`, { method: 'POST', body: JSON.stringify({ businessKey: 'DESK-1' }) })
  expect(response.status).toBe(201)
}

function diagram(key: string, question: string, more = ''): string {
  const flow = (id: string, from: string, to: string): string => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
  const shape = (id: string, x: number, width: number, height: number): string =>
    `<bpmndi:BPMNShape id="${id}-shape" bpmnElement="${id}"><dc:Bounds x="${x}" y="${120 - height / 2}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`
  const edge = (id: string, from: number, to: number): string =>
    `<bpmndi:BPMNEdge id="${id}-edge" bpmnElement="${id}"><di:waypoint x="${from}" y="120"/><di:waypoint x="${to}" y="120"/></bpmndi:BPMNEdge>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:flowable="http://flowable.org/bpmn" id="d" targetNamespace="https://steward.dev/tests">
  <process id="${key}" name="Front desk ${key}" isExecutable="true">
    <startEvent id="begin"/>${flow('one', 'begin', 'ask')}
    <userTask id="ask" name="${question}" flowable:candidateGroups="operations"/>${flow('two', 'ask', 'end')}
    ${more}<endEvent id="end" name="Answered"/>
  </process>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="p" bpmnElement="${key}">
    ${shape('begin', 160, 36, 36)}${shape('ask', 260, 120, 80)}${shape('end', 442, 36, 36)}${edge('one', 196, 260)}${edge('two', 380, 442)}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`
}
