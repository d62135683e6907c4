import type { Page } from 'playwright-core'

/** What one does in the modeler. */

export function shape(page: Page, id: string): ReturnType<Page['locator']> {
  return page.locator(`[data-modeler] .djs-shape[data-element-id="${id}"]`)
}

export function properties(page: Page): ReturnType<Page['locator']> {
  return page.getByRole('complementary', { name: 'Properties' })
}

export async function append(page: Page, action: string, name: string | null): Promise<void> {
  await page.locator(`.djs-context-pad.open [data-action="${action}"]`).click()
  if (name === null) {
    await page.keyboard.press('Escape')
    return
  }
  await page.locator('.djs-direct-editing-content').fill(name)
  await page.keyboard.press('Enter')
  await properties(page).getByRole('textbox', { name: 'Name' }).and(page.locator(`:text-is("${name}"), [value="${name}"]`)).waitFor()
}

export async function enter(page: Page, label: string, text: string, exact = false): Promise<void> {
  const field = properties(page).getByRole('textbox', { name: label, exact }).or(properties(page).getByRole('combobox', { name: label, exact })).first()
  await field.fill(text)
  await page.keyboard.press('Tab')
}

export async function choose(page: Page, label: string, option: string): Promise<void> {
  const field = properties(page).getByRole('combobox', { name: label }).or(properties(page).getByRole('textbox', { name: label })).first()
  await field.click()
  if (await field.isEditable()) {
    await field.fill(option)
  }
  await page.getByRole('option').filter({ hasText: option }).first().click()
}
