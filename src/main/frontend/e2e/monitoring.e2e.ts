import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, screenshot, screenshotsOf, seriousViolations, signIn } from './browser'

interface Figure {
  id: string
  measured: { value: number | null; numerator: number | null; denominator: number | null }
}

interface Monitoring {
  from: string
  complete: boolean
  categories: { figures: Figure[] }[]
}

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
  await vi.waitUntil(allAddedUp, { timeout: 220_000, interval: 2_000 })
}, 240_000)

afterAll(async () => {
  await browser.close()
})

test('an operator sees how it goes, and follows a figure down to an instance', async () => {
  const approval = await figure('approval-rate', 'processKey=triage-note')
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')
  await page.getByRole('link', { name: 'Monitoring' }).click()
  await page.getByRole('heading', { name: 'Business impact' }).first().waitFor()
  expect(await page.getByRole('region', { name: 'At first sight' }).getByRole('heading').count()).toBe(6)
  expect(await seriousViolations(page)).toEqual([])
  await page.mouse.move(0, 0)
  await screenshotsOf(page, 'monitoring')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })

  await page.getByRole('combobox', { name: 'Process' }).click()
  await page.getByRole('option', { name: 'Triage note' }).click()
  await page.waitForURL(/process=triage-note/)
  await page.reload()
  const accuracy = page.getByRole('region', { name: 'Accuracy', exact: true })
  const row = accuracy.getByRole('link', { name: /^Approval rate/ })
  await row.getByText(`${approval.measured.numerator ?? 0} of ${approval.measured.denominator ?? 0} decisions`).waitFor()
  await row.focus()
  await page.getByRole('tooltip').getByText('Proposed calls that people let through as they were').waitFor()

  await page.getByRole('combobox', { name: 'Agent' }).click()
  await page.getByRole('option', { name: 'triage-writer' }).click()
  await page.getByRole('link', { name: /^Completion rate Not told apart by Agent/ }).first().waitFor()
  await row.click()
  await page.waitForURL(/figure=approval-rate/)
  await page.getByRole('heading', { level: 1, name: 'Approval rate' }).waitFor()
  await page.locator('.recharts-dot').first().waitFor()
  await page.getByRole('button', { name: 'Show as a table' }).click()
  expect(await page.getByRole('row', { name: /of \d+ decisions?/ }).count()).toBeGreaterThan(5)
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Hide the table' }).click()
  await page.getByRole('region', { name: 'Breakdown' }).getByText('Step', { exact: true }).click()
  await page.waitForURL(/by=step/)
  await page.getByRole('button', { name: 'propose-note' }).waitFor()
  await settled(page)
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'monitoring-figure')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })

  expect(await page.getByRole('region', { name: 'Rows' }).getByRole('link').count()).toBe(approval.measured.numerator)
  await page.getByRole('region', { name: 'Rows' }).getByText('Among which').click()
  await expect.poll(() => page.getByRole('region', { name: 'Rows' }).getByRole('link').count()).toBe(approval.measured.denominator)
  await page.getByRole('link', { name: /^past-note-/ }).first().click()
  await page.waitForURL(/\/instances\//)
  await page.getByText(/past-note-/).first().waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Approval rate' }).waitFor()
  expect(violations).toEqual([])
})

test('an auditor takes the figures along, as a table and on paper', async () => {
  const approval = await figure('approval-rate', 'processKey=triage-note')
  const page = await openPage(browser)
  await signIn(page, 'auditor')
  await page.goto('/monitoring?process=triage-note')
  await page.getByRole('heading', { name: 'Business impact' }).first().waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()])
  const lines = readFileSync(await download.path(), 'utf8').split('\r\n')
  expect(lines[0]).toBe('category,figure,unit,by,group,at,value,numerator,denominator,definition')
  const { value, numerator, denominator } = approval.measured
  expect(lines.filter((line) => line.startsWith(`accuracy,approval-rate,ratio,,,,${String(value)},${String(numerator)},${String(denominator)},`))).toHaveLength(1)

  await page.emulateMedia({ colorScheme: 'dark' })
  await schemeIs(page, 'dark')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await schemeIs(page, 'light')
  expect(await page.getByRole('link', { name: 'CSV' }).isVisible()).toBe(false)
  expect(await page.getByRole('navigation').isVisible()).toBe(false)
  expect(await page.getByRole('search').isVisible()).toBe(false)
  await page.getByText('Process triage-note').waitFor()
  await screenshot(page, 'monitoring-print')
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
  await schemeIs(page, 'dark')
  await page.goto('/monitoring?process=triage-note&figure=turnaround-p50')
  await page.locator('.recharts-dot').first().waitFor()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await screenshot(page, 'monitoring-figure-print')
})

test('what cannot be shown is said, with what to do', async () => {
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.goto('/monitoring?process=nobody-draws-this')
  await page.getByText('Nothing was measured in this period').waitFor()
  await screenshot(page, 'monitoring-empty')
  await page.getByRole('status').getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('heading', { name: 'Business impact' }).first().waitFor()

  await page.goto('/monitoring?process=invoice-payment&figure=time-saved')
  await page.getByText('Time saved needs instances that completed and a baseline').waitFor()
  await screenshot(page, 'monitoring-baseline')

  await page.goto('/monitoring?from=2020-01-01')
  await page.getByRole('alert').getByText('Choose a period that begins before it ends').waitFor()
  await page.route('**/api/monitoring?*', (route) => route.fulfill({ status: 503 }))
  await page.goto('/monitoring?days=7')
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await screenshot(page, 'monitoring-problem')
  await page.unroute('**/api/monitoring?*')
  await again.click()
  await page.getByRole('heading', { name: 'Business impact' }).first().waitFor()

  const approver = await openPage(browser)
  await signIn(approver, 'approver')
  expect(await approver.getByRole('link', { name: 'Monitoring' }).count()).toBe(0)
  await approver.goto('/monitoring')
  await approver.getByText('Monitoring is not for you').waitFor()
})

test('the figures speak German', async () => {
  const page = await openPage(browser)
  await signIn(page, 'operator')
  await page.evaluate(() => localStorage.setItem('steward.language', 'de'))
  await page.goto('/monitoring')
  await page.getByRole('heading', { level: 1, name: 'Kennzahlen' }).waitFor()
  await page.getByRole('link', { name: /^Freigabequote/ }).first().waitFor()
  await settled(page)
  await screenshot(page, 'monitoring-german')
})

test('an operator is told of a figure, follows why, and has it quiet', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'operator')
  await page.goto('/monitoring')
  await page.getByRole('link', { name: 'Alerts' }).click()
  await page.getByText('Nothing is watched').waitFor()
  expect(await seriousViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'New alert' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Much begins')
  await page.getByRole('combobox', { name: 'Figure' }).click()
  await page.getByRole('option', { name: 'Instances started' }).click()
  await page.getByRole('textbox', { name: 'Threshold' }).fill('0')
  await page.getByRole('combobox', { name: 'Over' }).click()
  await page.getByRole('option', { name: 'the last 30 days' }).click()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'alert-new')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('This cannot be accepted').waitFor()
  await page.getByRole('textbox', { name: 'Name' }).fill('much-begins')
  await page.getByRole('button', { name: 'Save' }).click()

  const alert = page.getByRole('listitem').filter({ hasText: 'much-begins' })
  await alert.getByText('Instances started above 0, the last 30 days').waitFor()
  await alert.getByText(/^raised/).waitFor({ timeout: 120_000 })
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'alerts')
  await alert.getByRole('button', { name: 'History' }).click()
  await page.getByText(/^Since /).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await alert.getByRole('button', { name: 'Silence for a day' }).click()
  await alert.getByText('silent').waitFor()
  await alert.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Nothing is watched').waitFor()
  expect(violations).toEqual([])
})

async function schemeIs(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(scheme)
}

async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.mantine-Skeleton-root, .mantine-Loader-root').count(), { timeout: 20_000 }).toBe(0)
}

async function monitoring(query: string): Promise<Monitoring> {
  return (await (await callApi('operator', `/api/monitoring?${query}`)).json()) as Monitoring
}

/** This month, and the one before that it is compared with. */
async function allAddedUp(): Promise<boolean> {
  const now = await monitoring('processKey=triage-note')
  const before = await monitoring(`from=${new Date(Date.parse(now.from) - 30 * 86_400_000).toISOString()}&to=${now.from}`)
  return now.complete && before.complete && inIt(now, 'approval-rate').measured.value !== null
}

async function figure(id: string, query: string): Promise<Figure> {
  return inIt(await monitoring(query), id)
}

function inIt(view: Monitoring, id: string): Figure {
  const found = view.categories.flatMap(({ figures }) => figures).find((one) => one.id === id)
  if (found === undefined) {
    throw new Error(`There is no ${id}`)
  }
  return found
}
