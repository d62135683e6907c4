import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, policyViolations, screenshotsOf, seriousViolations, signIn } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an operator has documents taken in, sees what cannot be read, and looks something up', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')
  await page.getByRole('link', { name: 'Knowledge' }).click()
  await page.getByRole('button', { name: /^Sales playbook/ }).click()
  await page.getByRole('button', { name: 'Look for changes' }).click()
  await page.getByRole('row', { name: /How we write/ }).waitFor()
  expect(await seriousViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'Upload a document' }).waitFor()
  await page.locator('input[type=file]').setInputFiles({ name: 'scan.png', mimeType: 'image/png', buffer: Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1') })
  await page.getByText('Not read: it is of the type image/png').waitFor()

  await screenshotsOf(page, 'knowledge-collection')

  await page.getByRole('textbox', { name: 'Question' }).fill('How many words may the first mail have?')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('A first message has at most 120 words').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'knowledge')

  await page.getByRole('row', { name: /scan\.png/ }).getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('row', { name: /scan\.png/ }).waitFor({ state: 'detached' })
  expect(violations).toEqual([])
})

test('an analyst does not see what is for others', async () => {
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.goto('/knowledge?collection=sales-playbook')
  await page.getByRole('textbox', { name: 'Question' }).fill('discount limits of sales')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('that matches is not for you').or(page.getByText('that match are not for you')).waitFor()
  expect(await page.getByText('the Head of Sales up to 12 percent').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Look for changes' }).count()).toBe(0)
})
