import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseUrl, openBrowser, openPage, signIn } from './browser'

/** How long people look at an empty page; printed, for a benchmark to read. */

const loads = 7

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test.each([
  { name: 'inbox of an approver', person: 'approver', path: '/inbox' },
  { name: 'inbox of an operator', person: 'operator', path: '/inbox?scope=all' },
  { name: 'instances', person: 'operator', path: '/instances' },
])('$name', async ({ name, person, path }) => {
  const first = await openPage(browser)
  await signIn(first, person)
  const session = await first.context().storageState()
  await first.context().close()
  // The first is not counted: server and browser have just come up.
  for (let load = 0; load <= loads; load++) {
    // A context of its own has an empty cache: everything is fetched.
    const context = await browser.newContext({ baseURL: baseUrl, storageState: session, reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const began = performance.now()
    await page.goto(path, { waitUntil: 'commit' })
    await page.locator('[data-row]').nth(1).waitFor()
    const took = Math.round(performance.now() - began)
    if (load > 0) {
      console.log(`first content of ${name}: ${took} ms`)
    }
    expect(new URL(page.url()).pathname).toBe(new URL(path, baseUrl).pathname)
    await context.close()
  }
})
