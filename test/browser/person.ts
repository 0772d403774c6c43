import type { Locator, Page } from 'playwright-core'

/** What a person looks for on a page, by the name that it has for them. */
export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name })
export const link = (page: Page | Locator, name: string | RegExp) => page.getByRole('link', { name })
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
export const dialogOf = (page: Page) => page.getByRole('dialog')
export const status = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

/** Goes to another screen by the menu, as somebody does who is at work. */
export async function goBy(page: Page, name: string): Promise<void> {
  await link(page.getByRole('navigation', { name: /^(?:Telas|Screens)$/ }), name).click()
  await heading(page, name).waitFor()
}
