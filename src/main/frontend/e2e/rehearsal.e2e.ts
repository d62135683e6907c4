import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, screenshot, screenshotsOf, seriousViolations, signIn } from './browser'
import { append, choose, enter, properties, shape } from './drawing'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

const lead = {
  company: 'Brightwell Clinics',
  contact: 'Aoife Brennan',
  email: 'aoife.brennan@brightwell.example',
  message: 'Our booking line is overloaded every morning.',
  tier: 'sensitive',
}

test('a workflow is drawn from scratch, checked, rehearsed, deployed, and run to its end', async () => {
  const key = `drawn-${String(Date.now()).slice(-6)}`
  const page = await openPage(browser)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const violations = policyViolations(page)
  await signIn(page, 'analyst')
  await page.goto('/modeler')
  await draw(page, key)
  await checked(page)
  expect(await seriousViolations(page)).toEqual([])
  await screenshot(page, 'modeler-from-scratch')

  const window = await openRehearsal(page)
  for (const [label, value] of [['Company', lead.company], ['Contact', lead.contact], ['E-mail address', lead.email], ['What they wrote', lead.message]] as const) {
    await window.getByLabel(label).fill(value)
  }
  await screenshot(page, 'rehearsal-start')
  expect(await seriousViolations(page)).toEqual([])
  await window.getByRole('button', { name: 'Start', exact: true }).click()
  const task = window.getByRole('article', { name: 'Decide on the lead' })
  await task.getByText('in the place of sales').waitFor()
  await task.getByLabel('Yes, draft a message').check()
  await task.getByRole('button', { name: 'Complete' }).click()
  const call = window.getByRole('listitem').filter({ hasText: 'crm.update-lead' })
  await call.getByText('sales-approvers would have to decide').waitFor()
  await window.getByRole('article', { name: /^Approve/ }).getByRole('button', { name: 'Approve', exact: true }).click()
  await window.getByText('It has come to its end').waitFor()
  await window.getByRole('button', { name: 'End the rehearsal' }).click()

  await page.getByRole('button', { name: 'Deploy', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Deploy' })
  await dialog.getByText(`A new process, ${key}`).waitFor()
  await dialog.getByLabel('Comment').fill('Sales decides on each lead')
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click()
  await page.getByText('is deployed as version 1.').waitFor()
  await changeAndCompare(page)

  await page.goto(`/processes/${key}`)
  await page.getByRole('button', { name: /^Start/ }).first().click()
  for (const [label, value] of [['Business key', key], ['Company', lead.company], ['Contact', lead.contact], ['E-mail address', lead.email], ['What they wrote', lead.message]] as const) {
    await page.getByLabel(label).fill(value)
  }
  await page.getByRole('button', { name: 'Start', exact: true }).last().click()
  await page.waitForURL('**/instances/*')
  const instance = page.url()

  const approver = await openPage(browser)
  await signIn(approver, 'approver')
  await approver.goto(`/inbox?q=${key}`)
  await inboxRow(approver, key).filter({ hasText: 'Decide on the lead' }).click({ timeout: 60_000 })
  await approver.getByLabel('Yes, draft a message').check()
  await approver.getByRole('button', { name: 'Complete', exact: true }).click()
  await approver.getByText('is done.').waitFor()
  await approver.goto(`/inbox?q=${key}`)
  await inboxRow(approver, key).filter({ hasText: 'Update a lead' }).click({ timeout: 60_000 })
  await approver.getByRole('button', { name: 'Approve', exact: true }).click()
  await approver.getByText('Approved.').waitFor()
  await approver.goto(instance)
  await approver.getByRole('status').filter({ hasText: /^Completed$/ }).waitFor({ timeout: 60_000 })

  expect(errors).toEqual([])
  expect(violations).toEqual([])
})

test('a rehearsal is stepped through in the place of everybody, and ends when it is closed', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)
  await signIn(page, 'analyst')
  await page.goto('/modeler/lead-outreach?version=1')
  await shape(page, 'score-fit').waitFor()
  const window = await openRehearsal(page)
  await startWith(window, { lead })

  const review = window.getByRole('article', { name: 'Approve: Send an outreach message' })
  await review.getByRole('button', { name: 'Approve', exact: true }).waitFor()
  await rehearsed(window, 'send-message', 'steward-active').waitFor()
  await rehearsed(window, 'score-fit', 'steward-done').waitFor()
  await window.locator('.djs-connection.steward-done[data-element-id="to-history"]').waitFor({ state: 'attached' })
  await window.getByText('Somebody of sales-approvers would have to decide within 8 hours; after that operations could as well.').waitFor()
  await window.getByText('A message to a sensitive account goes out only after a sales approver has seen it.').last().waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshot(page, 'rehearsal')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations(page)).toEqual([])
  await screenshot(page, 'rehearsal-dark')
  await page.emulateMedia({ colorScheme: 'light' })

  await window.getByRole('button', { name: /company\.lookup/ }).click()
  await rehearsed(window, 'research-account', 'steward-focus').waitFor()
  await rehearsed(window, 'read-history', 'steward-done').click()
  await window.getByRole('button', { name: /crm\.history/, pressed: true }).waitFor()
  await review.getByRole('button', { name: 'Approve: Send an outreach message' }).click()
  await window.getByRole('button', { name: /outreach\.send/, pressed: true }).waitFor()
  await review.getByRole('button', { name: 'Reject' }).click()
  await review.getByRole('button', { name: 'Reject' }).click()
  await review.getByText('Say why: the agent is told.').waitFor()
  await review.getByRole('button', { name: 'Back' }).click()
  await review.getByRole('button', { name: 'Approve', exact: true }).click()

  const reply = window.getByRole('article', { name: 'Waits for the message lead-replied' })
  await reply.getByLabel('What it brings').fill('{"reply": "none"')
  await reply.getByRole('button', { name: 'Let it arrive' }).click()
  await reply.getByText('This is not valid JSON').waitFor()
  await reply.getByLabel('What it brings').fill('{"reply": {"body": "Yes, please call me on Monday."}}')
  await reply.getByRole('button', { name: 'Let it arrive' }).click()
  const next = window.getByRole('article', { name: 'Decide the next action' })
  await next.getByLabel('Answer in writing').check()
  await next.getByRole('button', { name: 'Complete' }).click()
  await window.getByText('It has come to its end').waitFor()
  await window.getByRole('tab', { name: 'Variables' }).click()
  await window.getByLabel('Variables').getByText('Yes, please call me on Monday.').waitFor()
  await window.getByRole('tab', { name: 'Story' }).click()
  await window.getByRole('button', { name: 'Lead answered' }).waitFor()
  await screenshot(page, 'rehearsal-ended')
  await page.setViewportSize({ width: 820, height: 900 })
  await screenshot(page, 'rehearsal-narrow')
  await page.setViewportSize({ width: 1440, height: 900 })

  const first = page.waitForRequest((request) => request.method() === 'DELETE')
  await window.getByRole('button', { name: 'Start over' }).click()
  await first
  await window.getByRole('radiogroup').getByText('JSON').click()
  expect(await window.getByLabel('Variables (JSON)').inputValue()).toContain('Brightwell Clinics')
  await window.getByRole('button', { name: 'Start', exact: true }).click()
  await review.waitFor()
  const second = page.waitForResponse((response) => response.request().method() === 'DELETE')
  await window.getByRole('button', { name: 'End the rehearsal' }).click()
  expect((await second).status()).toBe(204)
  await shape(page, 'score-fit').waitFor()

  await openRehearsal(page)
  await window.getByRole('radiogroup').getByText('JSON').click()
  const begun = page.waitForResponse((response) => response.url().endsWith('/api/rehearsals'))
  await window.getByRole('button', { name: 'Start', exact: true }).click()
  const { id } = (await (await begun).json()) as { id: string }
  await review.waitFor()
  await page.goto('/processes')
  await expect.poll(async () => (await callApi('analyst', `/api/rehearsals/${id}`)).status).toBe(404)
  expect(violations).toEqual([])
})

test('what keeps a diagram from being rehearsed leads to its element', async () => {
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.goto('/modeler')
  await shape(page, 'start').click()
  await append(page, 'append.agent-task', 'Nobody does it')
  const window = await openRehearsal(page)
  await window.getByRole('button', { name: 'Start', exact: true }).click()
  await window.getByText('It cannot run like this').waitFor()
  await screenshot(page, 'rehearsal-refused')
  expect(await seriousViolations(page)).toEqual([])
  await window.getByRole('button', { name: /Nobody does it/ }).first().click()
  await window.waitFor({ state: 'hidden' })
  await page.locator('[data-modeler] .djs-shape.selected', { hasText: 'Nobody' }).waitFor()
})

test('nobody rehearses more than three at once, and is told so', async () => {
  const begun = await Promise.all([1, 2, 3].map(() => begin('operator')))
  try {
    const page = await openPage(browser)
    await signIn(page, 'operator')
    await page.goto('/modeler/lead-outreach?version=1')
    await shape(page, 'score-fit').waitFor()
    const window = await openRehearsal(page)
    await startWith(window, { lead })
    await window.getByText('You have 3 rehearsals under way').waitFor()
  } finally {
    await Promise.all(begun.map((id) => callApi('operator', `/api/rehearsals/${id}`, { method: 'DELETE' })))
  }
})

/** A lead is judged by an agent, decided on by sales, and noted in the CRM if sales says so. */
async function draw(page: Page, key: string): Promise<void> {
  await shape(page, 'start').waitFor()
  await properties(page).getByRole('button', { name: 'General' }).waitFor()
  await enter(page, 'Name', `Judged leads ${key}`)
  await enter(page, 'Key', key)
  await shape(page, 'start').click()
  await choose(page, 'Form', 'lead-start')

  await append(page, 'append.agent-task', 'Judge the lead')
  await choose(page, 'Agent', 'fit-scorer')
  await enter(page, 'Goal', 'Judge ${lead.company}')
  await enter(page, 'May see', 'lead')
  await enter(page, 'Result goes to', 'fit')
  await append(page, 'append.user-task', 'Decide on the lead')
  await enter(page, 'Groups', 'sales')
  await choose(page, 'Form', 'lead-decision')
  await append(page, 'append.gateway', null)
  await append(page, 'append.tool-task', 'Note it in the CRM')
  await choose(page, 'Tool', 'crm.update-lead')
  await enter(page, 'E-mail address', '${lead.email}', true)
  await enter(page, 'Status', 'qualified')
  await enter(page, 'Result goes to', 'noted')
  await properties(page).getByRole('button', { name: 'Limits' }).click()
  await choose(page, 'Autonomy', 'low')
  await choose(page, 'Who approves', 'sales-approvers')
  await append(page, 'append.end-event', null)
}

async function changeAndCompare(page: Page): Promise<void> {
  await shape(page, 'start').click()
  await page.locator('[data-modeler] .djs-shape', { hasText: 'Judge' }).click()
  await enter(page, 'Goal', 'Judge ${lead.company}, and doubt')
  await page.getByRole('button', { name: 'Deploy', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Deploy' })
  await dialog.getByText('Judge ${lead.company}, and doubt').waitFor()
  await dialog.getByLabel('Comment').fill('It was too sure')
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click()
  await page.getByText('is deployed as version 2.').waitFor()
  await page.getByRole('link', { name: 'Version 2' }).click()
  await page.getByText('Judge ${lead.company}, and doubt').waitFor()
  await page.locator('[data-ready="true"] .steward-changed').nth(1).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'modeler-compare')
}

async function checked(page: Page): Promise<void> {
  const findings = page.getByRole('region', { name: 'Findings' })
  await findings.getByText('Checked as it stands').waitFor()
  expect(await findings.getByText('error').count()).toBe(0)
}

type Window = ReturnType<Page['getByRole']>

async function openRehearsal(page: Page): Promise<Window> {
  await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
  const window = page.getByRole('dialog', { name: /^Rehearsal/ })
  await window.getByText('nobody but you is asked').waitFor()
  return window
}

async function startWith(window: Window, variables: object): Promise<void> {
  await window.getByRole('radiogroup').getByText('JSON').click()
  await window.getByLabel('Variables (JSON)').fill(JSON.stringify(variables))
  await window.getByRole('button', { name: 'Start', exact: true }).click()
}

function rehearsed(window: Window, element: string, marker: string): Window {
  return window.locator(`.djs-shape.${marker}[data-element-id="${element}"]`)
}

function inboxRow(page: Page, businessKey: string): ReturnType<Page['locator']> {
  return page.getByLabel('Tasks').getByRole('link').filter({ hasText: businessKey })
}

async function begin(person: string): Promise<string> {
  const body = new FormData()
  body.append('files', new File([await (await callApi(person, '/api/processes/lead-outreach/bpmn?version=1', { headers: { Accept: '*/*' } })).text()], 'lead-outreach.bpmn'))
  body.append('variables', JSON.stringify({ lead }))
  const response = await callApi(person, '/api/rehearsals', { method: 'POST', body })
  expect(response.status).toBe(201)
  return ((await response.json()) as { id: string }).id
}
