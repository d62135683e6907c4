import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, policyViolations, screenshotsOf, signIn } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an analyst opens a workflow, changes a task and takes it back', async () => {
  const page = await openPage(browser)
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  const violations = policyViolations(page)
  await signIn(page, 'analyst')

  await page.goto('/modeler/lead-outreach')
  const task = page.locator('[data-element-id="score-fit"]').first()
  await task.waitFor({ timeout: 60_000 })
  await task.click()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.waitFor()
  const before = await name.inputValue()
  await screenshotsOf(page, 'modeler')
  await name.fill('Score how well it fits')
  await name.blur()
  await page.getByText('Score how well').first().waitFor()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await task.getByText(before.split(' ')[0] ?? '', { exact: false }).first().waitFor()
  await task.click()
  await expect.poll(() => name.inputValue()).toBe(before)

  await page.goto('/modeler')
  await page.locator('.djs-container').first().waitFor()
  await screenshotsOf(page, 'modeler-new')
  expect(pageErrors).toEqual([])
  expect(violations).toEqual([])
})
