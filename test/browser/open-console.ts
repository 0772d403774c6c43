import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onTestFailed } from 'vitest'
import { readStackConfig } from '../stack/config.js'
import { findChromium } from '../stack/find-chromium.js'
import type { ServiceUser } from '../stack/service-user.js'

const path = findChromium()
/** Where there is no Chromium, the tests say how to get one. */
export const howToInstall =
  path === undefined
    ? 'No Chromium is installed: apt-get install chromium (Debian), or name one by CHROMIUM_PATH'
    : undefined

export function launchBrowser(): Promise<Browser> {
  // Chromium's sandbox does not run as root, as containers often do.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ ...(path ? { executablePath: path } : {}), args })
}

export interface Look {
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  readonly locale?: 'pt-BR' | 'en-US'
}

/** A browser that nobody has used before, and what its console complains of. */
export interface ConsolePage {
  readonly context: BrowserContext
  readonly page: Page
  readonly complaints: string[]
  /** Every address that was asked for. */
  readonly addresses: string[]
}

export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<ConsolePage> {
  const { width = 1_280, scheme = 'light', locale = 'pt-BR' } = look
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 780 : 900 },
    colorScheme: scheme,
    locale,
    timezoneId: 'America/Sao_Paulo',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  onTestFailed(async () => {
    const { SCREENSHOTS } = readStackConfig()
    if (SCREENSHOTS && !page.isClosed()) await page.screenshot({ path: join(SCREENSHOTS, 'failed.png') })
  })
  const complaints: string[] = []
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // What the service answers is on the screen; the browser says it here as well.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text())
  })
  await page.goto(url)
  return { context, page, complaints, addresses }
}

/** Logs in by the keyboard alone. */
export async function logIn(page: Page, { user, password }: Pick<ServiceUser, 'user' | 'password'>) {
  await page.getByLabel(/^(?:Usuário|User)$/).focus()
  await page.keyboard.type(user)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
}

/** What axe finds, in words; and whether anything is wider than the window. */
export async function findFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ...(Number(overflow) > 0 ? [`wider than the window by ${overflow} px`] : []),
  ]
}
