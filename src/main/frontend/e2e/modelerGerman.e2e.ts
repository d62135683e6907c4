import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, policyViolations, screenshot, screenshotsOf, seriousViolations, signIn } from './browser'
import { shape } from './drawing'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('an analyst draws in German', async () => {
  const page = await germanPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const violations = policyViolations(page)
  await page.goto('/modeler')
  await shape(page, 'start').waitFor()
  expect(await labelsIn(page, '.djs-palette', 'aria-label')).toEqual(expect.arrayContaining(['Agentenaufgabe erstellen', 'Mehrere Elemente auswählen', 'Element erstellen']))
  expect(await labelsIn(page, '.djs-palette', 'aria-label')).not.toContainEqual(expect.stringMatching(/Create|Activate/))

  await shape(page, 'start').click()
  expect(await labelsIn(page, '.djs-context-pad.open', 'title')).toEqual(expect.arrayContaining(['Endereignis anhängen', 'Element ändern', 'Löschen']))
  expect(await labelsIn(page, '.djs-context-pad.open', 'title')).not.toContainEqual(expect.stringMatching(/Append|Connect|Change|Delete/))
  await page.locator('.djs-context-pad.open [title="Agentenaufgabe anhängen"]').click()
  await page.locator('.djs-direct-editing-content').fill('Interessenten beurteilen')
  await page.keyboard.press('Enter')
  const properties = page.getByRole('complementary', { name: 'Eigenschaften' })
  await properties.getByText('Agentenaufgabe', { exact: true }).waitFor()
  await page.getByText('So geprüft, wie es ist').waitFor()
  await properties.getByText('Es fehlt: Agent, Ziel, Ergebnisvariable').waitFor()
  await page.getByRole('button', { name: /Fehler.*Warnung/ }).click()
  await page.getByRole('region', { name: 'Befunde' }).getByText('Kein Fehlerereignis fängt').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshot(page, 'modeler-german-findings')

  await page.locator('.djs-context-pad.open [title="Element ändern"]').click()
  await screenshot(page, 'modeler-german-menu')
  await page.getByRole('heading', { name: 'Element ändern' }).waitFor()
  await page.locator('.djs-popup-parent').getByText('Benutzeraufgabe', { exact: true }).waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Formular oder Tabelle hinzufügen' }).click()
  await page.getByRole('menuitem', { name: 'Entscheidungstabelle', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Schlüssel').fill('vorrang')
  await page.getByRole('button', { name: 'Hinzufügen', exact: true }).click()
  await page.getByRole('tabpanel').getByText('Trefferregel:').waitFor()
  await screenshot(page, 'modeler-german-table')
  expect(errors).toEqual([])
  expect(violations).toEqual([])
})

test('what is deployed is read, changed and about to be deployed in German', async () => {
  const page = await germanPage()
  await page.goto('/modeler/lead-outreach?version=1')
  await shape(page, 'score-fit').click()
  const properties = page.getByRole('complementary', { name: 'Eigenschaften' })
  await properties.getByRole('combobox', { name: 'Agent' }).waitFor()
  await page.getByText('So geprüft, wie es ist').waitFor()
  await screenshotsIn(page, 'modeler-german')
  const goal = properties.getByRole('textbox', { name: 'Ziel' })
  await goal.fill('Urteilen Sie.')
  await goal.press('Tab')
  await page.getByRole('status').getByText('Ungesicherte Änderungen').waitFor()
  for (const width of [1440, 1280, 1024, 800]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await overlapsIn(page), `${width} pixels wide`).toEqual([])
    await screenshot(page, `modeler-german-${width}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Bereitstellen', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Bereitstellen' })
  await dialog.getByText(/^Was sich gegenüber Version \d+ ändert$/).waitFor()
  await dialog.getByText('Geändert').first().waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsOf(page, 'modeler-german-deploy')
  await dialog.getByRole('button', { name: 'Abbrechen' }).click()

  await shape(page, 'check-facts').click()
  await properties.getByText(/versucht, (je )?höchstens \d+ Sekunden/).waitFor()
  await screenshotsIn(page, 'modeler-german-tool')
})

test('a rehearsal speaks German', async () => {
  const page = await germanPage()
  await page.goto('/modeler/lead-outreach?version=1')
  await shape(page, 'score-fit').waitFor()
  await page.getByRole('button', { name: 'Proben', exact: true }).click()
  const window = page.getByRole('dialog')
  await window.getByText('Womit beginnt es?').waitFor()
  await window.getByRole('radiogroup').getByText('JSON').click()
  await window.getByLabel('Variablen (JSON)').fill(JSON.stringify({ lead }))
  await window.getByRole('button', { name: 'Starten', exact: true }).click()
  await window.getByText(/^anstelle von sales-approvers/).waitFor()
  await window.getByText('Jemand aus sales-approvers müsste entscheiden, Frist 8 Stunden; danach könnte es auch operations.').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await screenshotsIn(page, 'rehearsal-german')
  await window.getByRole('button', { name: 'Probe beenden' }).click()
  await window.waitFor({ state: 'hidden' })
})

const lead = {
  company: 'Brightwell Clinics',
  contact: 'Aoife Brennan',
  email: 'aoife.brennan@brightwell.example',
  message: 'Our booking line is overloaded every morning.',
  tier: 'sensitive',
}

async function germanPage(): Promise<Page> {
  const page = await openPage(browser)
  await signIn(page, 'analyst')
  await page.evaluate(() => localStorage.setItem('steward.language', 'de'))
  return page
}

function labelsIn(page: Page, selector: string, attribute: string): Promise<string[]> {
  return page.locator(`${selector} [${attribute}]`).evaluateAll((entries, name) => entries.map((entry) => entry.getAttribute(name) ?? ''), attribute)
}

/** What of the toolbar lies over another part of it. */
function overlapsIn(page: Page): Promise<string[]> {
  return page.getByRole('toolbar').evaluate((toolbar) => {
    const parts = [...toolbar.querySelectorAll('h1, a, p, button')].map((part) => ({ name: part.textContent || part.getAttribute('aria-label'), box: part.getBoundingClientRect() }))
    return parts.flatMap(({ name, box }, index) =>
      parts
        .slice(index + 1)
        .filter((other) => box.left < other.box.right && other.box.left < box.right && box.top < other.box.bottom && other.box.top < box.bottom)
        .map((other) => `${name}, ${other.name}`),
    )
  })
}

async function screenshotsIn(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations(page)).toEqual([])
  await screenshot(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}
