import axe from 'axe-core'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'
import { unpackedChromium } from './chromium'

export const baseUrl = process.env['STEWARD_URL'] ?? 'http://localhost:8080'

const screenshots = process.env['SCREENSHOTS_DIR']

/** Elsewhere than on Linux with an Intel or AMD processor an installed Chrome is used. */
export async function openBrowser(): Promise<Browser> {
  const bundled = process.platform === 'linux' && process.arch === 'x64'
  return playwright.launch({
    ...(bundled ? await unpackedChromium() : { channel: 'chrome' }),
    args: ['--no-sandbox', '--disable-setuid-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    headless: true,
  })
}

interface PageOptions {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  locale?: 'en-GB' | 'de-DE'
}

/** A page of its own session. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
    locale: options.locale ?? 'en-GB',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return page
}

export async function signIn(page: Page, user: string, password = user): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('User name').fill(user)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /^Signed in as/ }).waitFor()
}

/** What our content security policy keeps from happening from now on. */
export function policyViolations(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => {
    if (page.url().startsWith(baseUrl) && message.text().includes('Content Security Policy')) {
      found.push(message.text())
    }
  })
  return found
}

/** Saves a picture where SCREENSHOTS_DIR says; without it does nothing. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (screenshots === undefined) {
    return
  }
  mkdirSync(screenshots, { recursive: true })
  await settled(page)
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
}

/** What moves has come to rest; what turns for ever, such as a loader, is not waited for. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((animation) => animation.effect?.getTiming().iterations !== Infinity).map((animation) => animation.finished)))
}

const phone = { width: 390, height: 844 }

/** The same page in light, in dark and on a phone. */
export async function screenshotsOf(page: Page, name: string): Promise<void> {
  const desktop = page.viewportSize() ?? { width: 1440, height: 900 }
  await screenshot(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(phone)
  await screenshot(page, `${name}-phone`)
  await page.setViewportSize(desktop)
}

/** What axe finds serious or critical. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await settled(page)
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe
    return (await run.run({ resultTypes: ['violations'] })).violations
  })
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Calls the API as an application would, with HTTP basic. */
export async function callApi(user: string, path: string, init: { method?: string; body?: string | FormData; headers?: Record<string, string> } = {}): Promise<Response> {
  return fetch(new URL(path, baseUrl), {
    ...init,
    headers: {
      ...(init.body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      Accept: 'application/json',
      Authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}`,
      ...init.headers,
    },
  })
}
