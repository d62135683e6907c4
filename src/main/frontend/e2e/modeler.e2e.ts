import axe from 'axe-core'
import { readFileSync } from 'node:fs'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, policyViolations, screenshot, screenshotsOf, signIn } from './browser'
import { largeDiagram } from './largeDiagram'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an analyst draws a workflow from scratch, takes a step back, and gets from the file what was drawn', async () => {
  const page = await openPage(browser)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const violations = policyViolations(page)
  await signIn(page, 'analyst')
  await page.getByRole('link', { name: 'Modeler' }).click()
  await shape(page, 'start').waitFor()

  await shape(page, 'start').click()
  await append(page, 'append.agent-task', 'Judge the lead')
  await choose(page, 'Agent', 'fit-scorer')
  await properties(page).getByText('Judges from the research').waitFor()
  await enter(page, 'Goal', 'Judge ${lead.company}')
  await properties(page).getByText('It may not see lead').waitFor()
  await enter(page, 'May see', 'lead')
  await page.getByText('It may not see lead').waitFor({ state: 'hidden' })
  await enter(page, 'Result goes to', 'fit')

  await append(page, 'append.user-task', 'Decide')
  await enter(page, 'Groups', 'sales')
  await enter(page, 'Due', 'PT8H')
  await properties(page).getByText('8 hours').waitFor()

  await append(page, 'append.gateway', null)
  await append(page, 'append.tool-task', 'Note it in the CRM')
  await choose(page, 'Tool', 'crm.update-lead')
  await enter(page, 'E-mail address', '${lead.email}', true)
  await enter(page, 'Result goes to', 'noted')
  await append(page, 'append.end-event', null)
  await screenshot(page, 'modeler-drawn')

  await undoes(page)
  const first = await downloaded(page)
  for (const part of ['flowable:type="agent"', '>fit-scorer<', 'Judge ${lead.company}', 'flowable:candidateGroups="sales"', 'flowable:dueDate="PT8H"', 'exclusiveGateway', '>crm.update-lead<', '&#34;email&#34;|"email"', 'endEvent']) {
    expect(first).toMatch(new RegExp(part.replace(/[$.{}]/g, '\\$&')))
  }

  await page.locator('input[type=file]').first().setInputFiles({ name: 'again.bpmn', mimeType: 'application/xml', buffer: Buffer.from(first) })
  await page.getByRole('tab', { name: 'again.bpmn' }).waitFor()
  await shape(page, 'start').waitFor()
  expect(await downloaded(page)).toBe(first)

  expect(errors).toEqual([])
  expect(violations).toEqual([])
})

test('changes are not lost without a question', async () => {
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.goto('/modeler')
  await shape(page, 'start').click()
  await append(page, 'append.agent-task', 'Anything')
  await page.getByText('Unsaved changes').waitFor()
  await page.getByRole('link', { name: 'Processes' }).click()
  await page.getByRole('dialog').getByText('Leave without saving?').waitFor()
  await page.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: 'Processes' }).click()
  await page.getByRole('dialog').waitFor()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'Processes' }).waitFor()
})

test('a deployed workflow opens with what it says, for everybody to read', async () => {
  const page = await openPage(browser, { width: 1280 })
  await signIn(page, 'analyst')
  await page.goto('/modeler/lead-outreach')
  await shape(page, 'score-fit').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await shape(page, 'score-fit').click()
  await properties(page).getByRole('combobox', { name: 'Agent' }).waitFor()
  await page.getByText('Checked as it stands').or(page.getByText('could not check')).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'modeler-agent')
  await shape(page, 'check-facts').click()
  await properties(page).getByLabel('Company').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshot(page, 'modeler-tool')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations(page)).toEqual([])
})

test('elements that are copied keep everything', async () => {
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.goto('/modeler/lead-outreach')
  await shape(page, 'send-message').waitFor()
  await shape(page, 'score-fit').click()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  const canvas = await page.locator('[data-modeler]').boundingBox()
  await page.mouse.click((canvas?.x ?? 0) + 420, (canvas?.y ?? 0) + 640)
  await page.getByText('Unsaved changes').waitFor()
  const xml = await downloaded(page)
  expect(xml.match(/>fit-scorer</g)?.length).toBe(2)
})

test('a diagram of 300 elements opens, and can be worked on at once', async () => {
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.goto('/modeler')
  await shape(page, 'start').waitFor()
  const file = { name: 'large.bpmn', mimeType: 'application/xml', buffer: Buffer.from(largeDiagram(300)) }
  const began = performance.now()
  await page.locator('input[type=file]').first().setInputFiles(file)
  await shape(page, 'task-1').waitFor()
  await shape(page, 'task-1').click()
  await properties(page).getByRole('textbox', { name: 'Name' }).waitFor()
  console.log(`300 elements: ${Math.round(performance.now() - began)} ms from the file to the properties of one that was clicked`)
  expect(await page.locator('[data-modeler] .djs-element').count()).toBeGreaterThan(299)
})

function shape(page: Page, id: string): ReturnType<Page['locator']> {
  return page.locator(`[data-modeler] .djs-shape[data-element-id="${id}"]`)
}

function properties(page: Page): ReturnType<Page['locator']> {
  return page.getByRole('complementary', { name: 'Properties' })
}

/** Appends behind what is selected, and types its name; null for what is not named. */
async function append(page: Page, action: string, name: string | null): Promise<void> {
  await page.locator(`.djs-context-pad.open [data-action="${action}"]`).click()
  if (name === null) {
    await page.keyboard.press('Escape')
    return
  }
  await page.locator('.djs-direct-editing-content').fill(name)
  await page.keyboard.press('Enter')
  await properties(page).getByRole('textbox', { name: 'Name' }).and(page.locator(`:text-is("${name}"), [value="${name}"]`)).waitFor()
}

async function enter(page: Page, label: string, text: string, exact = false): Promise<void> {
  const field = properties(page).getByRole('textbox', { name: label, exact }).or(properties(page).getByRole('combobox', { name: label, exact })).first()
  await field.fill(text)
  await page.keyboard.press('Tab')
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  const field = properties(page).getByRole('combobox', { name: label }).or(properties(page).getByRole('textbox', { name: label })).first()
  await field.click()
  await field.fill(option)
  await page.getByRole('option').filter({ hasText: option }).first().click()
}

/** The last step is taken back and done again. */
async function undoes(page: Page): Promise<void> {
  const ends = page.locator('[data-modeler] .djs-shape[data-element-id^="Event_"]')
  const before = await ends.count()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => ends.count()).toBeLessThan(before)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect.poll(() => ends.count()).toBe(before)
}

async function downloaded(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Download' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'BPMN file' }).click()])
  return readFileSync(await pathOf(download), 'utf8')
}

async function pathOf(download: Download): Promise<string> {
  return download.path()
}

async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe
    return (await run.run({ resultTypes: ['violations'] })).violations
  })
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}
