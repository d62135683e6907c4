import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, screenshotsOf, seriousViolations, signIn } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an analyst changes what an agent is told, sees what that changes, and goes back', async () => {
  const page = await openPage(browser)
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  const violations = policyViolations(page)
  await signIn(page, 'analyst')
  await page.getByRole('link', { name: 'Agents & tools' }).click()
  await page.getByRole('link', { name: 'fit-scorer' }).waitFor()
  await accessible(page)
  await screenshotsOf(page, 'agents')

  await page.getByRole('link', { name: 'fit-scorer' }).click()
  await page.getByRole('region', { name: 'Versions' }).getByText('the file agents/fit-scorer.yaml').waitFor()
  await page.getByText('Lead outreach').first().waitFor()
  await accessible(page)
  await screenshotsOf(page, 'agent')

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  const instructions = page.getByRole('textbox', { name: 'Instructions' })
  await instructions.fill(`${await instructions.inputValue()}\nAsk for the size of the company first.\n`)
  await page.getByRole('combobox', { name: 'Model' }).fill('unheard-of')
  await page.getByText('no model is configured under steward.models.unheard-of').waitFor()
  expect(await page.getByRole('button', { name: 'Show what changes…' }).isDisabled()).toBe(true)
  await accessible(page)
  await screenshotsOf(page, 'agent-editor')
  await page.getByRole('combobox', { name: 'Model' }).fill('long')
  await page.getByText('Nothing stands in the way').waitFor()
  await page.getByRole('button', { name: 'Show what changes…' }).click()
  const changes = page.getByRole('table', { name: 'What changes' })
  await changes.locator('ins', { hasText: 'Ask for the size' }).waitFor()
  await page.getByRole('textbox', { name: 'What has changed, and why' }).fill('Small companies are none of ours')
  await accessible(page)
  await screenshotsOf(page, 'agent-store')
  await page.getByRole('button', { name: 'Put in force' }).click()

  const versions = page.getByRole('region', { name: 'Versions' })
  await versions.getByText('Small companies are none of ours').waitFor()
  await page.getByRole('region', { name: 'Instructions' }).getByText('Ask for the size of the company first.').waitFor()
  await versions.getByRole('link').first().click()
  await page.getByRole('table', { name: 'What is different' }).locator('ins').first().waitFor()
  await accessible(page)
  await screenshotsOf(page, 'agent-versions')

  await page.getByRole('link', { name: '← fit-scorer' }).click()
  await versions.getByRole('button', { name: /^Go back to/ }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('They may grow')
  await page.getByRole('button', { name: 'Go back to it' }).click()
  await versions.getByText('They may grow').waitFor()
  expect(await page.getByRole('region', { name: 'Instructions' }).textContent()).not.toContain('Ask for the size')
  expect(pageErrors).toEqual([])
  expect(violations).toEqual([])
})

test('an analyst makes an agent and retires it', async () => {
  const name = `helper-${String(Date.now()).slice(-6)}`
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.goto('/agents')
  await page.getByRole('link', { name: 'New agent' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('textbox', { name: 'Responsibility' }).fill('Sums up what a contact has written.')
  await page.getByRole('textbox', { name: 'Instructions' }).fill('Sum up.')
  await page.getByRole('combobox', { name: 'Model' }).fill('short')
  await page.getByRole('combobox', { name: 'Tools' }).click()
  await page.getByRole('option', { name: /crm\.history/ }).click()
  await page.getByText('Nothing stands in the way').waitFor()
  await page.getByRole('button', { name: 'Put in force…' }).click()
  await page.getByRole('textbox', { name: 'What has changed, and why' }).fill('To be tried')
  await page.getByRole('button', { name: 'Put in force', exact: true }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()

  await page.getByRole('button', { name: 'Retire' }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('It was a try')
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click()
  await page.getByRole('heading', { name: 'Agents & tools' }).waitFor()
  expect((await callApi('analyst', `/api/agents/${name}`)).status).toBe(404)
})

test('an operator mends a contract at the line that is wrong, and switches the tool off and on', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')
  await page.goto('/agents?show=tool&q=calendar.book')
  await page.getByRole('link', { name: 'Book a slot in the calendar' }).waitFor()
  await accessible(page)
  await screenshotsOf(page, 'tools')
  await page.getByRole('link', { name: 'Book a slot in the calendar' }).click()
  await page.getByLabel('The contract as it was written').getByText('yaml-language-server').waitFor()
  await accessible(page)
  await screenshotsOf(page, 'tool')

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  const contract = page.getByRole('textbox', { name: 'Contract' })
  const source = await contract.inputValue()
  await contract.fill(source.replace('timeout: 10s', 'timeout: soon'))
  const finding = page.getByLabel('Findings').getByRole('button', { name: /^line \d+, timeout$/ })
  await finding.click()
  expect(await contract.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))).toBe('timeout: soon')
  await accessible(page)
  await screenshotsOf(page, 'tool-editor')
  await contract.fill(source.replace('timeout: 10s', 'timeout: 12s'))
  await page.getByText('Nothing stands in the way').waitFor()
  await page.getByRole('button', { name: 'Show what changes…' }).click()
  await page.getByRole('table', { name: 'What changes' }).locator('ins', { hasText: '12s' }).waitFor()
  await page.getByRole('textbox', { name: 'What has changed, and why' }).fill('The calendar has become slow')
  await page.getByRole('button', { name: 'Put in force' }).click()
  const versions = page.getByRole('region', { name: 'Versions' })
  await versions.getByText('The calendar has become slow').waitFor()
  await versions.getByRole('button', { name: /^Go back to/ }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('It is fast again')
  await page.getByRole('button', { name: 'Go back to it' }).click()
  await versions.getByText('It is fast again').waitFor()

  await page.getByRole('button', { name: 'Switch off' }).click()
  await page.getByText('Within two seconds every call of this tool is refused').waitFor()
  await page.getByRole('textbox', { name: 'Why' }).fill('The calendar is moved')
  await screenshotsOf(page, 'tool-switch')
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
  await page.getByText('The calendar is moved').waitFor()
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('It has moved')
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('button', { name: 'Switch off' }).waitFor()
  expect(violations).toEqual([])
})

test('others read and do not change', async () => {
  const page = await openPage(browser)
  await signIn(page, 'auditor')
  await page.goto('/tools/calendar.book')
  await page.getByLabel('The contract as it was written').waitFor()
  expect(await page.getByRole('link', { name: 'Edit', exact: true }).count()).toBe(0)
  await page.goto('/agents/fit-scorer')
  await page.getByRole('region', { name: 'Versions' }).waitFor()
  expect(await page.getByRole('link', { name: 'Edit', exact: true }).count()).toBe(0)
  expect(await page.getByRole('button', { name: /Go back|Switch|Retire/ }).count()).toBe(0)
})

/** No serious violation, in light and in dark. */
async function accessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousViolations(page), colorScheme).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
