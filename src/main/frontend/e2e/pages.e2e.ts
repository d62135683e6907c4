import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callApi, openBrowser, openPage, policyViolations, seriousViolations, signIn } from './browser'

/** Every page that the router knows, for whoever may see it: a page that is added and has no example here fails. */

const router = readFileSync('src/app/router.tsx', 'utf8')
const paths = [...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path ?? '')

let browser: Browser
let examples: Record<string, string>

beforeAll(async () => {
  browser = await openBrowser()
  const tasks = await first('approver', '/api/tasks?scope=candidate&processKey=lead-outreach')
  const instance = await first('operator', '/api/instances?processKey=lead-outreach')
  const deployment = await first('operator', '/api/deployments')
  examples = {
    '/sign-in': '/sign-in',
    '/': '/',
    '/inbox': '/inbox',
    '/tasks/$id': `/tasks/${tasks}`,
    '/processes': '/processes',
    '/processes/$key': '/processes/lead-outreach',
    '/processes/$key/readiness': '/processes/lead-outreach/readiness',
    '/instances': '/instances',
    '/instances/$id': `/instances/${instance}`,
    '/deployments': '/deployments',
    '/deployments/$id': `/deployments/${deployment}`,
    '/incidents': '/incidents',
    '/audit': '/audit',
    '/retention': '/retention',
    '/knowledge': '/knowledge?collection=handbook',
    '/monitoring': '/monitoring?figure=started',
    '/monitoring/alerts': '/monitoring/alerts',
    '/you': '/you',
    '/modeler': '/modeler',
    '/modeler/$key': '/modeler/lead-outreach',
    '/modeler/$key/compare': '/modeler/lead-outreach/compare?from=1&to=1',
    '/agents': '/agents',
    '/agents/new': '/agents/new',
    '/agents/$name': '/agents/account-researcher',
    '/agents/$name/edit': '/agents/account-researcher/edit',
    '/agents/$name/compare': '/agents/account-researcher/compare',
    '/tools/$name': '/tools/company.lookup',
    '/tools/$name/edit': '/tools/company.lookup/edit',
    '/tools/$name/compare': '/tools/company.lookup/compare',
  }
})

afterAll(async () => {
  await browser.close()
})

test('there is an example of every page', () => {
  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter((path) => !(path in examples))).toEqual([])
})

test('what a page is made of comes compressed', async () => {
  const page = await openPage(browser)
  const encodings = new Map<string, string | undefined>()
  page.on('response', (response) => {
    const size = Number(response.headers()['content-length'] ?? Number.NaN)
    if (/\.(js|css)$/.test(response.url()) && !(size < 2048)) {
      encodings.set(response.url(), response.headers()['content-encoding'])
    }
  })
  await signIn(page, 'operator')
  expect(encodings.size).toBeGreaterThan(5)
  expect([...encodings].filter(([, encoding]) => encoding !== 'gzip')).toEqual([])
})

/** What looks different for whoever may do less. */
const personal = ['/inbox', '/tasks/$id', '/processes/$key', '/instances/$id', '/incidents', '/monitoring', '/agents', '/you']

for (const [person, colorScheme, shown] of [
  ['operator', 'light', paths],
  ['operator', 'dark', paths],
  ['analyst', 'dark', personal],
  ['approver', 'light', personal],
  ['auditor', 'light', personal],
] as const) {
  test(`no page is in the way of somebody with a disability: ${person}, ${colorScheme}`, async () => {
    const page = await openPage(browser, { colorScheme })
    const blocked = policyViolations(page)
    await signIn(page, person)
    const found: string[] = []
    for (const path of shown) {
      await page.goto(examples[path] ?? path)
      await settled(page)
      found.push(...(await seriousViolations(page)).map((violation) => `${path}: ${violation}`))
    }
    expect(found).toEqual([])
    expect(blocked).toEqual([])
  })
}

/** Nothing is being loaded any more, and nothing fades. */
async function settled(page: Page): Promise<void> {
  await page.locator('main, form').first().waitFor()
  await expect.poll(() => page.locator('.mantine-Skeleton-root, .mantine-Loader-root').count(), { timeout: 20_000 }).toBe(0)
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
}

/** The id of the first of a list, once there is one. */
async function first(person: string, path: string): Promise<string> {
  return vi.waitUntil(
    async () => ((await (await callApi(person, path)).json()) as { items: { id: string }[] }).items[0]?.id,
    { timeout: 50_000, interval: 500 },
  )
}
