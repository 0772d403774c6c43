import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { readStackConfig } from '../stack/config.js'
import { findChromium } from '../stack/find-chromium.js'
import type { ServiceUser } from '../stack/service-user.js'

const path = findChromium()
/** Where there is no Chromium, the tests say how to get one. */
export const howToInstall =
  path === undefined
    ? 'No Chromium is installed: apt-get install chromium (Debian), or name one by CHROMIUM_PATH'
    : undefined

/** A name of this machine that is not on loopback, as far as a browser and a producer can tell. */
export const farHost = 'disparo.example'

export function launchBrowser(): Promise<Browser> {
  // Chromium's sandbox does not run as root, as containers often do.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({
    ...(path ? { executablePath: path } : {}),
    args: [...sandbox, `--host-resolver-rules=MAP ${farHost} 127.0.0.1`],
  })
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

/** How long something may take to come about on a busy machine. */
const patienceMs = 40_000

export const heightFor = (width: number) => (width < 500 ? 780 : 900)

export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<ConsolePage> {
  const opened = await openContext(browser, look)
  await opened.page.goto(url)
  return opened
}

/** The same, with nothing in it yet. */
export async function openContext(browser: Browser, look: Look = {}): Promise<ConsolePage> {
  const { width = 1_280, scheme = 'light', locale = 'pt-BR' } = look
  const context = await browser.newContext({
    viewport: { width, height: heightFor(width) },
    colorScheme: scheme,
    locale,
    timezoneId: 'America/Sao_Paulo',
    acceptDownloads: true,
    // Nothing in it moves: what is looked at is where it will stay.
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  const complaints: string[] = []
  const addresses: string[] = []
  page.on('crash', () => complaints.push('the page crashed'))
  page.on('request', (request) => addresses.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // What the service answers is on the screen; the browser says it here as well.
    if (!/^Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
  return { context, page, complaints, addresses }
}

/** A picture of what was there when a test failed, where a folder for it is named. */
export async function pictureFailure(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = readStackConfig()
  if (SCREENSHOTS && !page.isClosed())
    await page.screenshot({ path: join(SCREENSHOTS, `${name.replace(/\W+/g, '-').slice(0, 80)}.png`) })
}

/** A picture of how something looks, for who looks at all of them, where a folder for it is named. */
export async function pictureLook(page: Page, name: string | undefined): Promise<void> {
  const { LOOKS } = readStackConfig()
  if (LOOKS && name) await page.screenshot({ path: join(LOOKS, `${name}.png`), fullPage: true })
}

/** Logs in by the keyboard alone. */
export async function logIn(page: Page, { user, password }: Pick<ServiceUser, 'user' | 'password'>) {
  await page.getByLabel(/^(?:Usuário|User)$/).focus()
  await page.keyboard.type(user)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
}
