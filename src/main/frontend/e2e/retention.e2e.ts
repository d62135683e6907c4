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
