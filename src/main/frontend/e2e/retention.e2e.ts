import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, screenshotsOf, seriousViolations, signIn } from './browser'

let browser: Browser
let instance: string

beforeAll(async () => {
  browser = await openBrowser()
  instance = await vi.waitUntil(
    async () => ((await (await callApi('operator', '/api/instances?processKey=lead-outreach')).json()) as { items: { id: string }[] }).items[0]?.id,
    { timeout: 50_000, interval: 500 },
  )
})

afterAll(async () => {
  await browser.close()
})

test('an auditor holds an instance, and all with a business key, and lifts it', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'auditor')
  await page.goto(`/instances/${instance}`)
  await page.getByRole('button', { name: 'Place a legal hold' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Claim 4711: everything that was said to this customer is evidence')
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Hold', exact: true }).click()
  await page.getByText('on this instance').waitFor()
  await screenshotsOf(page, 'instance-held')

  await page.goto('/audit')
  await page.getByRole('link', { name: 'Retention and legal holds' }).click()
  await page.getByRole('link', { name: 'one instance' }).waitFor()
  await page.getByRole('button', { name: 'Place a legal hold' }).click()
  await page.getByRole('textbox', { name: 'Business key' }).fill('customer-81')
  await page.getByRole('textbox', { name: 'Reason' }).fill('A dispute')
  await page.getByRole('button', { name: 'Hold', exact: true }).click()
  await page.getByText('all with the business key customer-81').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'retention')

  await page.getByRole('row', { name: /customer-81/ }).getByRole('button', { name: 'Lift…' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Settled')
  await page.getByRole('button', { name: 'Lift', exact: true }).click()
  await page.getByText('all with the business key customer-81').waitFor({ state: 'detached' })
  expect(violations).toEqual([])
})

test('an operator sees holds, places none, and has cleared away what is due', async () => {
  const page = await openPage(browser)
  await signIn(page, 'operator')
  await page.goto('/retention')
  await page.getByRole('link', { name: 'one instance' }).waitFor()
  expect(await page.getByRole('button', { name: 'Place a legal hold' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Clear away what is due' }).click()
  await page.getByText('Last looked for by operator').waitFor()
})

test('an auditor erases what an ended instance says of people, once and for good', async () => {
  const id = await ended()
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'auditor')
  await page.goto(`/instances/${id}`)
  await page.getByRole('heading', { name: 'To be forgotten' }).waitFor()
  await page.getByRole('button', { name: 'Erase personal data…' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Request 4711 of 3 November')
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'erasure')
  await page.getByRole('button', { name: 'Erase for good' }).click()
  await page.getByText('Personal data is erased').waitFor()
  await page.getByText('Request 4711 of 3 November').waitFor()
  await page.getByRole('heading', { name: 'To be forgotten' }).waitFor({ state: 'detached' })
  expect(await page.getByRole('button', { name: 'Erase personal data…' }).count()).toBe(0)
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'erased')
  expect(violations).toEqual([])
})

/** An instance that was begun and cancelled. */
async function ended(): Promise<string> {
  const lead = { company: 'Brightwell Clinics', contact: 'Aoife Brennan', email: 'aoife.brennan@brightwell.example', message: 'Please call me.', tier: 'sensitive' }
  const begun = await callApi('app', '/api/processes/lead-outreach/instances', { method: 'POST', body: JSON.stringify({ businessKey: 'To be forgotten', variables: { lead } }) })
  const { id } = (await begun.json()) as { id: string }
  await vi.waitUntil(async () => (await callApi('operator', `/api/instances/${id}?reason=Withdrawn`, { method: 'DELETE' })).status === 204, { timeout: 30_000, interval: 1_000 })
  return id
}
