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

test('an approver changes what an agent wants to send, approves it and brings the lead to its end', async () => {
  const businessKey = `LEAD-${String(Date.now()).slice(-6)}`
  const instanceId = await startLead(businessKey)
  const page = await openPage(browser)
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  const violations = policyViolations(page)

  await signIn(page, 'approver')
  await inboxRow(page, businessKey).waitFor({ timeout: 60_000 })
  await screenshotsOf(page, 'inbox')

  await inboxRow(page, businessKey).click()
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor()
  await diagramDrawn(page)
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
  const timeline = page.getByLabel('Timeline')
  await timeline.getByText('Approved with changes').waitFor()
  await timeline.getByText('Book the follow-up').waitFor({ timeout: 60_000 })
  await inState(page, 'Waiting')
  await deliverReply(businessKey)

  await page.goto(`/inbox?q=${businessKey}`)
  await inboxRow(page, businessKey).filter({ hasText: 'Decide the next action' }).click({ timeout: 60_000 })
  await page.getByLabel('Answer in writing').check()
  await page.getByLabel('Comment', { exact: true }).fill('They answered within the hour.')
  await screenshotsOf(page, 'user-task')
  await page.getByRole('button', { name: 'Complete', exact: true }).click()
  await page.getByText('is done.').waitFor()

  await page.goto(`/instances/${instanceId}`)
  await inState(page, 'Completed')
  await timeline.getByText('Lead answered').waitFor()
  await diagramDrawn(page)
  await screenshotsOf(page, 'instance')

  expect(pageErrors).toEqual([])
  expect(violations).toEqual([])
})

test('an approver judges a message that an agent has sent by itself', async () => {
  const businessKey = `LEAD-${String(Date.now()).slice(-6)}`
  await startLead(businessKey, 'standard')
  const page = await openPage(browser)
  await signIn(page, 'approver')

  await page.goto(`/inbox?kind=sample-audit&q=${businessKey}`)
  await inboxRow(page, businessKey).click({ timeout: 60_000 })
  await page.getByRole('heading', { name: 'Was this right?' }).waitFor()
  await diagramDrawn(page)
  await screenshotsOf(page, 'sample-card')
  await page.getByRole('button', { name: 'Wrong', exact: true }).click()
  await page.getByRole('button', { name: 'Wrong', exact: true }).click()
  await page.getByText('Say what it was').waitFor()
  await page.getByLabel('What should have been done?').fill('Nobody writes to them before the contract is signed.')
  await page.getByRole('button', { name: 'Wrong', exact: true }).click()
  await page.getByText('Judged: wrong.').waitFor()
})

test('an approver clears several at once, hands one over and talks about it', async () => {
  const stem = `BULK-${String(Date.now()).slice(-6)}`
  await Promise.all(['1', '2', '3'].map((number) => startLead(`${stem}-${number}`)))
  const page = await openPage(browser)
  await signIn(page, 'approver')
  await page.goto(`/inbox?kind=tool-review&q=${stem}`)
  await expect.poll(() => page.getByLabel('Tasks').getByRole('link').count(), { timeout: 60_000 }).toBe(3)

  await inboxRow(page, `${stem}-1`).click()
  await page.getByRole('button', { name: 'Who does it' }).click()
  await page.getByRole('menuitem', { name: 'Claim' }).click()
  await page.getByText('Claimed by you').waitFor()
  await page.getByLabel('Write a comment').fill('Is this the clinic from last year?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByLabel('Comments').getByText('Is this the clinic from last year?').waitFor()
  await screenshotsOf(page, 'task-comments')
  await page.getByRole('button', { name: 'Close task' }).click()

  await inboxRow(page, `${stem}-2`).focus()
  await page.keyboard.press('x')
  await page.getByLabel(new RegExp(`^Select .*${stem}-3`)).check()
  await page.getByText('2 selected').waitFor()
  await screenshotsOf(page, 'inbox-selected')
  await page.getByRole('button', { name: 'Decide together' }).click()
  const dialog = page.getByRole('dialog', { name: 'Decide together' })
  await dialog.getByText('If you approve, Outreach sender uses').first().waitFor()
  await screenshotsOf(page, 'decide-together')
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Approve 2' }).click()
  await page.getByText('2 of 2 done.').waitFor()
  await expect.poll(() => page.getByLabel('Tasks').getByRole('link').count()).toBeLessThan(2)
  expect(await seriousViolations(page)).toEqual([])
})

test('an approver needs no mouse', async () => {
  const businessKey = `KEYS-${String(Date.now()).slice(-6)}`
  await startLead(businessKey)
  const page = await openPage(browser)
  await signIn(page, 'approver')
  await page.goto(`/inbox?q=${businessKey}`)
  await inboxRow(page, businessKey).waitFor({ timeout: 60_000 })
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor()
  await page.keyboard.press('r')
  await page.keyboard.type('Too early for this clinic.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Rejected. The agent is told why.').waitFor()
})

test('an approver works in German', async () => {
  const businessKey = `LEAD-${String(Date.now()).slice(-6)}`
  await startLead(businessKey)
  const page = await openPage(browser, { locale: 'de-DE' })
  await page.goto('/sign-in')
  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  await page.getByLabel('Benutzername').fill('approver')
  await page.getByLabel('Passwort', { exact: true }).fill('approver')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByLabel('Aufgaben').getByRole('link').filter({ hasText: businessKey }).click({ timeout: 60_000 })
  await page.getByText('Das erreicht Menschen außerhalb').waitFor()
  await diagramDrawn(page)
  await screenshotsOf(page, 'decision-card-german')
  await page.getByRole('button', { name: 'Freigeben', exact: true }).click()
  await page.getByText('Freigegeben.').waitFor()

  await page.getByRole('button', { name: /^Angemeldet als/ }).click()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
})

async function startLead(businessKey: string, tier = 'sensitive'): Promise<string> {
  const response = await callApi('app', '/api/processes/lead-outreach/instances', {
    method: 'POST',
    body: JSON.stringify({
      businessKey,
      variables: {
        lead: {
          company: 'Brightwell Clinics',
          contact: 'Aoife Brennan',
          email: 'aoife.brennan@brightwell.example',
          message: 'Our booking line is overloaded every morning. How have others handled this?',
          tier,
        },
      },
    }),
  })
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as { id: string }
  return id
}

/** What the outside world does: the person written to answers. */
async function deliverReply(businessKey: string): Promise<void> {
  const message = { name: 'lead-replied', businessKey, variables: { reply: { body: 'Yes, please call me on Monday.' } } }
  await expect
    .poll(async () => (await callApi('app', '/api/messages', { method: 'POST', body: JSON.stringify(message) })).status, { timeout: 60_000, interval: 500 })
    .toBe(204)
}

/** The inbox shows new work by itself. */
function inboxRow(page: Page, businessKey: string): ReturnType<Page['locator']> {
  return page.getByLabel('Tasks').getByRole('link').filter({ hasText: businessKey })
}

async function inState(page: Page, label: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: new RegExp(`^${label}$`) }).waitFor({ timeout: 60_000 })
}

async function diagramDrawn(page: Page): Promise<void> {
  await page.locator('[data-ready="true"] :is(.activity-active, .activity-completed)').first().waitFor()
}

async function longestTextField(page: Page): Promise<ReturnType<Page['locator']>> {
  const fields = page.getByLabel('What will be sent').getByRole('textbox')
  await fields.first().waitFor()
  const texts = await Promise.all((await fields.all()).map((field) => field.inputValue()))
  const longest = texts.reduce((best, text, index) => (text.length > (texts[best] ?? '').length ? index : best), 0)
  return fields.nth(longest)
}
