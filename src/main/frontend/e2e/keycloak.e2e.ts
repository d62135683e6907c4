import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, policyViolations, screenshot } from './browser'

const person = process.env['KEYCLOAK_PERSON']
const password = process.env['KEYCLOAK_PASSWORD'] ?? ''

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test.skipIf(person === undefined)('somebody signs in with Keycloak, comes back to where they wanted to go, and signs out of both', async () => {
  const page = await openPage(browser)
  const violations = policyViolations(page)

  await page.goto('/inbox?q=nothing-of-that-name')
  await page.getByRole('link', { name: 'Sign in with your company account' }).waitFor()
  await screenshot(page, 'sign-in-keycloak')
  const asked = page.waitForRequest((request) => request.url().includes('/protocol/openid-connect/auth?'))
  await page.getByRole('link', { name: 'Sign in with your company account' }).click()
  const question = new URL((await asked).url()).searchParams
  expect(question.get('code_challenge_method')).toBe('S256')
  expect(question.get('state')).not.toBeNull()
  expect(question.get('nonce')).not.toBeNull()

  await enterCredentials(page)
  await page.getByRole('button', { name: 'Signed in as Approver Tester' }).waitFor()
  expect(new URL(page.url()).search).toBe('?q=nothing-of-that-name')
  const cookies = await page.context().cookies()
  const session = cookies.find((cookie) => cookie.name === 'JSESSIONID')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  // No token ever reaches the browser's scripts.
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))).not.toContain('eyJ')

  const out = page.waitForRequest((request) => request.url().includes('/protocol/openid-connect/logout?'))
  await page.getByRole('button', { name: /^Signed in as/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  expect(new URL((await out).url()).searchParams.get('id_token_hint')).not.toBeNull()
  await page.getByRole('link', { name: 'Sign in with your company account' }).waitFor()
  expect((await page.request.get('/api/me')).status()).toBe(401)

  // Keycloak has ended its session too: it asks again.
  await page.getByRole('link', { name: 'Sign in with your company account' }).click()
  await page.locator('#password').waitFor()
  expect(violations).toEqual([])
})

async function enterCredentials(page: Page): Promise<void> {
  await page.locator('#username').fill(person ?? '')
  await page.locator('#password').fill(password)
  await page.locator('#kc-login').click()
}
