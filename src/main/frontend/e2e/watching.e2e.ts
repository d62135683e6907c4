import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, screenshot, screenshotsOf, seriousViolations, signIn } from './browser'
import { deployWatched, startMendable, startWatched } from './watched'

const key = `watched-${String(Date.now()).slice(-6)}`
let browser: Browser
let id: string

beforeAll(async () => {
  browser = await openBrowser()
  await deployWatched(key)
  id = await startWatched(key, 'ACME-4711')
})

afterAll(async () => {
  await browser.close()
})

test('an operator sees where an instance is and what it has started, and chooses a step on either side', async () => {
  const { page, violations } = await asPerson('operator')
  await page.goto(`/instances/${id}`)
  await page.getByRole('img', { name: 'One incident' }).waitFor()
  await page.getByRole('img', { name: 'One task for people' }).waitFor()
  await page.getByText('Read the history has given up').waitFor()
  await accessible(page, 'instance-watched')

  await drawn(page, 'check').click()
  await page.waitForURL(/activity=check/)
  await page.getByText('Only Check the customer').waitFor()
  await expect.poll(() => page.getByRole('list', { name: 'Timeline' }).getByRole('button', { name: 'Check the customer', exact: true }).count()).toBe(1)
  await page.reload()
  await page.getByText('Only Check the customer').waitFor()
  await page.getByRole('button', { name: 'Show the whole timeline' }).click()
  const step = page.getByRole('list', { name: 'Timeline' }).getByRole('button', { name: 'Read the history', exact: true })
  await step.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/step=ask/)
  await page.reload()
  await expect.poll(() => drawn(page, 'ask').getAttribute('class')).toContain('activity-selected')
  await page.getByText('Problems', { exact: true }).click()
  await page.waitForURL(/entries=problems/)
  await expect.poll(() => page.getByRole('list', { name: 'Timeline' }).getByText('Check the customer').count()).toBe(0)

  await page.getByRole('tab', { name: 'Started from here' }).click()
  await page.getByRole('link', { name: 'Partner call' }).click()
  await page.getByRole('link', { name: 'another instance' }).click()
  await page.waitForURL(new RegExp(`/instances/${id}`))
  expect(violations).toEqual([])
})

test('an operator corrects what an instance knows, and is told where that must not be', async () => {
  const { page, violations } = await asPerson('operator')
  await page.goto(`/instances/${id}`)
  await page.getByRole('tab', { name: 'Data' }).click()
  await page.getByRole('button', { name: 'Change customer' }).click()
  const value = page.getByRole('textbox', { name: 'Value' })
  await value.fill('{"tier": ')
  await page.getByText('This is no JSON.').waitFor()
  await value.fill('{"tier": "silver", "email": "ada@example.org"}')
  await page.getByRole('textbox', { name: 'Reason' }).fill('The customer has written')
  await screenshot(page, 'instance-change')
  expect(await seriousViolations(page)).toEqual([])

  // Somebody else was quicker: what they wrote stays.
  const quicker = await callApi('operator', `/api/instances/${id}/variables/customer`, { method: 'PUT', body: JSON.stringify({ value: { tier: 'bronze' }, reason: 'first', evenIfRead: true }) })
  expect(quicker.status, await quicker.clone().text()).toBe(200)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByRole('alert', { name: 'This does not fit how things stand' }).waitFor()
  await screenshot(page, 'instance-change-refused')
  await page.getByRole('button', { name: 'Read it again' }).click()
  await expect.poll(() => value.inputValue()).toContain('bronze')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByText('bronze').waitFor()

  await page.getByRole('button', { name: 'Change rank' }).click()
  await value.fill('seven')
  await page.getByText('This is no number.').waitFor()
  await value.fill('8')
  await page.getByRole('textbox', { name: 'Reason' }).fill('A typing error')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  const anyway = page.getByLabel('Change it all the same')
  await anyway.check()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByText('rank is changed.').waitFor()
  await page.getByRole('button', { name: 'History of rank' }).click()
  await page.getByText(/A typing error/).waitFor()
  await accessible(page, 'instance-changed')
  expect(violations).toEqual([])
})

test('an operator tries again and is told what became of it', async () => {
  const { page } = await asPerson('operator')
  await page.goto(`/instances/${id}`)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/^It failed again/).waitFor({ timeout: 30_000 })

  const tool = '/api/tools/suppliers.read/switch'
  expect((await callApi('operator', tool, { method: 'PUT', body: JSON.stringify({ enabled: false, reason: 'For a test' }) })).status).toBeLessThan(300)
  const stopped = await startMendable(key)
  expect((await callApi('operator', tool, { method: 'PUT', body: JSON.stringify({ enabled: true, reason: 'The test is over' }) })).status).toBeLessThan(300)
  await page.goto(`/instances/${stopped}`)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Read the supplier goes on.').waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' })
})

test('an operator skips a step that will not work, and gives what it should have found', async () => {
  const { page } = await asPerson('operator')
  const tool = '/api/tools/suppliers.read/switch'
  expect((await callApi('operator', tool, { method: 'PUT', body: JSON.stringify({ enabled: false, reason: 'For a test' }) })).status).toBeLessThan(300)
  const stopped = await startMendable(key)
  expect((await callApi('operator', tool, { method: 'PUT', body: JSON.stringify({ enabled: true, reason: 'The test is over' }) })).status).toBeLessThan(300)
  await page.goto(`/instances/${stopped}`)
  await page.getByRole('button', { name: 'Skip…' }).click()
  const result = page.getByRole('textbox', { name: 'Result, for supplier' })
  expect(JSON.parse(await result.inputValue())).toEqual({ id: null, name: null, email: null, iban: null })
  await page.getByRole('textbox', { name: 'Reason' }).fill('Read by telephone')
  await page.getByRole('button', { name: 'Skip and go on' }).click()
  await page.getByText('/result/iban').waitFor()
  await screenshotsOf(page, 'incident-skip')
  expect(await seriousViolations(page)).toEqual([])
  await result.fill(JSON.stringify({ id: 'S-100', name: 'Harbour Supplies', email: 'ap@harbour.example', iban: 'IE29AIBK93115212345678' }))
  await page.getByRole('button', { name: 'Skip and go on' }).click()
  await page.getByText('Read the supplier is skipped.').waitFor()
  await page.getByText('Went on by hand: Read by telephone').waitFor()
})

test('an operator sees where a process loses time, in colours and in figures that say the same', async () => {
  const { page, violations } = await asPerson('operator')
  await page.goto(`/processes/${key}`)
  const row = page.getByRole('row').filter({ hasText: 'Check the customer' })
  await row.waitFor()
  await page.locator('.activity-warm').first().waitFor()
  await accessible(page, 'process-performance')
  await page.getByText('Failures', { exact: true }).click()
  await page.waitForURL(/measure=failures/)
  await expect.poll(() => page.getByRole('row').nth(1).textContent()).toContain('Read the history')
  await screenshot(page, 'process-failures')
  await page.reload()
  await expect.poll(() => page.getByRole('radio', { name: 'Failures' }).isChecked()).toBe(true)
  await page.getByRole('group', { name: 'Workflow diagram' }).and(page.locator('[data-ready="true"]')).waitFor()
  await row.getByRole('link').click()
  await page.waitForURL(/activity=check/)
  await page.getByRole('link', { name: 'Customer check' }).waitFor()
  expect(violations).toEqual([])
})

test('an auditor finds who did what, with its detail, and changes nothing', async () => {
  const { page, violations } = await asPerson('auditor')
  await page.goto(`/audit?instance=${id}`)
  const entries = page.getByRole('table')
  await entries.waitFor()
  await page.getByLabel('Kind of entry').first().fill('variable')
  await page.waitForURL(/type=variable/)
  await expect.poll(() => page.getByRole('button', { name: /^Details of/ }).count()).toBe(2)
  await page.getByRole('button', { name: /^Details of/ }).first().click()
  await page.locator('pre').getByText('A typing error').waitFor()
  await accessible(page, 'audit-of-instance')
  await page.getByRole('button', { name: 'Verify this instance' }).click()
  await page.getByText('Nothing was changed, removed or put in').waitFor()
  const exporting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export what is found' }).click()
  const exported = readFileSync(await (await exporting).path(), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { type: string; subject: string })
  expect(exported.map(({ type, subject }) => ({ type, subject }))).toEqual(Array(2).fill({ type: 'dev.steward.variable.changed', subject: id }))
  await accessible(page, 'audit-verified')
  await page.getByLabel('Who', { exact: true }).fill('nobody')
  await page.getByText('No entry fits these filters').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await entries.waitFor()

  await page.goto('/audit')
  await page.getByRole('button', { name: 'Verify the trail' }).click()
  await page.getByText('Nothing was changed, removed or put in').waitFor()
  await page.getByText(/Verified .* for auditor/).waitFor()
  await page.reload()
  await page.getByText(/Verified .* for auditor/).waitFor()
  await accessible(page, 'audit-verified-in-full')

  await page.goto(`/instances/${id}`)
  const taking = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Evidence' }).click()
  const evidence = await taking
  expect(evidence.suggestedFilename()).toBe(`evidence-${id}.zip`)
  expect(readFileSync(await evidence.path()).subarray(0, 2).toString()).toBe('PK')
  const reading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Evidence to read, as PDF' }).click()
  expect(readFileSync(await (await reading).path()).subarray(0, 5).toString()).toBe('%PDF-')

  await page.goto(`/instances/${id}`)
  await page.getByText('Read the history has given up').waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  await page.getByRole('tab', { name: 'Data' }).click()
  await page.getByRole('button', { name: 'History of rank' }).waitFor()
  expect(await page.getByRole('button', { name: 'Change rank' }).count()).toBe(0)
  expect(violations).toEqual([])
})

async function asPerson(user: string): Promise<{ page: Page; violations: string[] }> {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, user)
  return { page, violations }
}

function drawn(page: Page, element: string): ReturnType<Page['locator']> {
  return page.locator(`.djs-shape[data-element-id="${element}"]`)
}

/** In light and in dark; with pictures of both, and of a phone. */
async function accessible(page: Page, name: string): Promise<void> {
  await screenshotsOf(page, name)
  expect(await seriousViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}
