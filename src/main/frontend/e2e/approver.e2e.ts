import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, openBrowser, openPage, screenshotsOf, signIn } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an approver changes what an agent wants to send and approves it', async () => {
  const businessKey = `e2e-${randomUUID().slice(0, 8)}`
  const instanceId = await startLead(businessKey)
  const page = await openPage(browser)
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))

  await signIn(page, 'approver')
  await openInbox(page, businessKey)
  await screenshotsOf(page, 'inbox')

  await page.getByRole('link', { name: businessKey }).first().click()
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor()
  await page.locator('[data-ready="true"] .djs-shape').first().waitFor()
  await screenshotsOf(page, 'decision-card')

  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const longest = await longestTextField(page)
  const added = ' We would also like to show you a short demo.'
  await longest.fill((await longest.inputValue()) + added)
  await page.getByLabel('Your changes').locator('ins', { hasText: 'short demo' }).waitFor()
  await screenshotsOf(page, 'decision-card-edited')

  const decided = page.waitForResponse((response) => response.url().endsWith('/decision'))
  await page.getByRole('button', { name: 'Approve with changes' }).click()
  const response = await decided
  expect(response.status()).toBe(204)
  expect(JSON.stringify(response.request().postDataJSON())).toContain(added.trim())

  await page.goto(`/instances/${instanceId}`)
  await page.getByRole('heading', { name: businessKey }).waitFor()
  await page.getByLabel('Timeline').getByText('Approved with changes').first().waitFor()
  await expect.poll(() => settledState(instanceId), { timeout: 60_000, interval: 500 }).toBe('settled')
  await page.getByRole('status').filter({ hasText: /^(Completed|Waiting)$/ }).waitFor()
  await page.locator('[data-ready="true"] .djs-shape').first().waitFor()
  await screenshotsOf(page, 'instance')

  expect(pageErrors).toEqual([])
})

async function startLead(businessKey: string): Promise<string> {
  const response = await callApi('app', '/api/processes/lead-outreach/instances', {
    method: 'POST',
    body: JSON.stringify({
      businessKey,
      variables: {
        lead: {
          company: 'Alpine Robotics AG',
          contact: 'Mia Keller',
          email: 'mia.keller@alpine-robotics.example',
          message: 'We need help connecting our service desk to our ERP.',
          tier: 'sensitive',
        },
      },
    }),
  })
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as { id: string }
  return id
}

/** The agents may still be at work: the inbox shows the review by itself once it is there. */
async function openInbox(page: Page, businessKey: string): Promise<void> {
  await page.goto(`/inbox?q=${businessKey}`)
  await page.getByRole('link', { name: businessKey }).first().waitFor({ timeout: 60_000 })
}

async function longestTextField(page: Page): Promise<ReturnType<Page['locator']>> {
  const fields = page.getByLabel('What will be sent').getByRole('textbox')
  await fields.first().waitFor()
  const texts = await Promise.all((await fields.all()).map((field) => field.inputValue()))
  const longest = texts.reduce((best, text, index) => (text.length > (texts[best] ?? '').length ? index : best), 0)
  return fields.nth(longest)
}

/** The decision is carried out once nothing waits for this review and the process rests again. */
async function settledState(instanceId: string): Promise<string> {
  const instance = (await (await callApi('app', `/api/instances/${instanceId}`)).json()) as { state: string }
  switch (instance.state) {
    case 'completed':
    case 'waiting':
      return 'settled'
    default:
      return instance.state
  }
}
