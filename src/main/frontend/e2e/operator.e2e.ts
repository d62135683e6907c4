import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseUrl, callApi, openBrowser, openPage, policyViolations, screenshotsOf, seriousViolations, signIn } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an operator finds what has given up, by cause, and tries all of it again', async () => {
  const key = `broken-${String(Date.now()).slice(-6)}`
  await deploy(key)
  await start(key, `${key}-1`, 'gold')
  await start(key, `${key}-2`, 'silver')
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')

  await page.goto(`/incidents?process=${key}`)
  await page.getByText('2 instances').waitFor({ timeout: 60_000 })
  await screenshotsOf(page, 'incidents')
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Try all 2 again' }).click()
  await page.getByText('2 failed again').waitFor({ timeout: 60_000 })

  await page.goto(`/instances?process=${key}`)
  await page.getByRole('link', { name: `Broken ${key}` }).first().waitFor()
  await page.getByLabel('Variable and its value').fill('customer.tier=silver')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('link', { name: `Broken ${key}` }).count()).toBe(1)
  await page.getByText(`${key}-2`).waitFor()
  await screenshotsOf(page, 'instances')
  expect(await seriousViolations(page)).toEqual([])

  // While the page is told of changes it asks twice a minute.
  await page.goto(`/instances?process=${key}`)
  await page.getByText(`${key}-1`).waitFor()
  await page.getByLabel('Changes appear by themselves').waitFor()
  await start(key, `${key}-3`, 'gold')
  await page.getByText(`${key}-3`).waitFor({ timeout: 10_000 })
  expect(violations).toEqual([])
})

test('an operator looks into an instance, tries again and corrects what it knows', async () => {
  const key = `mended-${String(Date.now()).slice(-6)}`
  await deploy(key)
  await start(key, `${key}-1`, 'gold')
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')

  await page.goto(`/instances?process=${key}`)
  await page.getByRole('link', { name: `Broken ${key}` }).click()
  await page.getByText('Read the history has given up').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It failed again').waitFor({ timeout: 30_000 })

  await page.getByRole('tab', { name: 'Data' }).click()
  await page.getByRole('button', { name: 'Change customer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Value').fill('{"tier": ')
  await dialog.getByText('This is no JSON.').waitFor()
  await dialog.getByLabel('Value').fill('{"tier": "silver"}')
  await dialog.getByLabel('Reason').fill('The customer was downgraded')
  await dialog.getByRole('button', { name: 'Change' }).click()
  await page.getByText('customer is changed.').waitFor()
  await page.getByLabel('customer', { exact: true }).getByText('silver').waitFor()
  await page.getByText('From outside').waitFor()
  await page.getByRole('button', { name: 'History of customer' }).click()
  await page.getByText('The customer was downgraded').waitFor()
  await screenshotsOf(page, 'instance-data')
  expect(await seriousViolations(page)).toEqual([])

  await page.goto('/audit?type=variable.changed')
  const changed = page.getByRole('row', { name: /variable\.changed/ }).first()
  await changed.getByRole('button', { name: /^Details of/ }).click()
  await page.getByText('The customer was downgraded').first().waitFor()
  await screenshotsOf(page, 'audit')
  expect(await seriousViolations(page)).toEqual([])
  await changed.getByRole('link', { name: key }).click()
  await page.getByText('Read the history has given up').waitFor()
  expect(violations).toEqual([])
})

test('an operator sees on the diagram where a workflow stands, and keeps a filter', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')

  await page.goto('/processes/lead-outreach')
  await page.getByRole('columnheader', { name: 'Usually takes' }).waitFor()
  await page.getByText('Time', { exact: true }).click()
  await page.waitForURL(/measure=time/)
  await page.locator('.activity-warm').first().waitFor()
  await screenshotsOf(page, 'process')
  expect(await seriousViolations(page)).toEqual([])
  await page.reload()
  await page.locator('.activity-warm').first().waitFor()

  await page.goto('/instances?process=lead-outreach')
  await page.getByRole('link', { name: 'Lead outreach' }).first().click()
  await page.getByRole('group', { name: 'Workflow diagram' }).and(page.locator('[data-ready="true"]')).waitFor()
  await page.getByRole('button', { name: /research/i }).first().click()
  await page.locator('.activity-selected').first().waitFor()
  await page.getByText('Tools', { exact: true }).click()
  await page.getByText(/Called /).first().waitFor()
  await screenshotsOf(page, 'instance-operator')
  expect(await seriousViolations(page)).toEqual([])

  await page.goto('/instances?process=lead-outreach&state=waiting')
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByLabel('Save these filters as').fill('Waiting leads')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Forget Waiting leads' }).waitFor()
  await page.goto('/instances')
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('button', { name: 'Waiting leads', exact: true }).click()
  await page.waitForURL(/state=waiting/)
  await page.getByRole('button', { name: 'Waiting leads', exact: true }).click()
  await screenshotsOf(page, 'saved-filters')
  await page.getByRole('button', { name: 'Forget Waiting leads' }).click()
  await page.getByText('None yet').waitFor()
  expect(violations).toEqual([])
})

test('an approver says who stands in, and takes it back', async () => {
  const page = await openPage(browser)
  await signIn(page, 'approver')
  await page.getByRole('button', { name: /^Signed in as/ }).click()
  await page.getByRole('menuitem', { name: 'Away and messages' }).click()
  await page.getByLabel('Substitute').fill('nobody-of-that-name')
  await page.getByLabel('Until').fill('2031-01-04T09:00')
  await page.getByRole('button', { name: 'Stand in for me' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Substitute').fill('analyst')
  await page.getByRole('button', { name: 'Stand in for me' }).click()
  await page.getByText('stands in for').waitFor()
  await screenshotsOf(page, 'away')
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'End' }).click()
  await page.getByText('stands in for').waitFor({ state: 'detached' })
})

async function deploy(key: string): Promise<void> {
  const body = new FormData()
  body.append('comment', 'For a test')
  body.append('files', new Blob([diagram(key)], { type: 'application/xml' }), `${key}.bpmn`)
  const response = await fetch(new URL('/api/deployments', baseUrl), {
    method: 'POST',
    body,
    headers: { Authorization: `Basic ${Buffer.from('operator:operator').toString('base64')}` },
  })
  expect(response.status).toBe(201)
}

async function start(key: string, businessKey: string, tier: string): Promise<void> {
  const response = await callApi('operator', `/api/processes/${key}/instances`, {
    method: 'POST',
    body: JSON.stringify({ businessKey, variables: { customer: { tier } } }),
  })
  expect(response.status).toBe(201)
}

/** Its tool is refused: the arguments lack what the contract asks for. */
function diagram(key: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" id="d" targetNamespace="https://steward.dev/tests">
  <process id="${key}" name="Broken ${key}" isExecutable="true">
    <startEvent id="begin"/><sequenceFlow id="one" sourceRef="begin" targetRef="ask"/>
    <serviceTask id="ask" name="Read the history" flowable:type="tool"><extensionElements>
      <flowable:field name="tool" stringValue="crm.history"/>
      <flowable:field name="arguments" stringValue="{}"/>
      <flowable:field name="result" stringValue="history"/>
    </extensionElements></serviceTask>
    <sequenceFlow id="two" sourceRef="ask" targetRef="end"/><endEvent id="end"/>
  </process>
</definitions>`
}
