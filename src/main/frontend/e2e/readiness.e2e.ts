import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, policyViolations, screenshot, screenshotsOf, seriousViolations, signIn } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('who answers for a workflow reads and prints what is known of it', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'auditor')
  await page.goto('/processes/lead-outreach')
  await page.getByRole('link', { name: 'Readiness' }).click()
  await page.getByRole('heading', { name: 'Readiness of Lead outreach' }).waitFor()
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(10)
  await page.getByText('for a sensitive account: one of sales-approvers approves before').first().waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'readiness')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations(page)).toEqual([])

  await page.emulateMedia({ colorScheme: 'light', media: 'print' })
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
  expect(await page.getByRole('navigation').isVisible()).toBe(false)
  await screenshot(page, 'readiness-print')
  expect(violations).toEqual([])
})
