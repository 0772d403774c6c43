import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { request } from 'undici'
import { readStackConfig } from '../stack/config.js'
import { findChromium } from '../stack/find-chromium.js'
import { authorizationOf, newServiceUser, type ServiceUser, writeUsersFile } from '../stack/service-user.js'
import { startApp } from '../stack/start-app.js'
import type { Stack } from '../stack/start-stack.js'

export type BoardUser = 'reader' | 'operator' | 'admin'

export interface BoardOfStack {
  /** Where the board is. */
  readonly url: string
  readonly users: Readonly<Record<BoardUser, ServiceUser>>
  /** Asks as an operator, from the board's own origin. */
  ask(method: 'GET' | 'PUT', path: string): Promise<{ readonly status: number; readonly body: unknown }>
  stop(): Promise<unknown>
}

/** Another producer of the stack, whose users look at the board. */
export async function startBoard({ redis, accountsFile }: Stack): Promise<BoardOfStack> {
  const users = {
    reader: { ...newServiceUser('reader'), roles: ['read'] },
    operator: { ...newServiceUser('operator'), roles: ['read', 'operate'] },
    admin: { ...newServiceUser('admin'), roles: ['read', 'operate', 'admin'] },
  } as const
  const file = await writeUsersFile(Object.values(users))
  const producer = await startApp({
    name: 'producer',
    entry: 'apps/producer/dist/main.js',
    env: { PORT: '0', REDIS_URL: redis.url, DISPARO_ACCOUNTS: accountsFile, DISPARO_USERS: file.path },
  })
  const url = `${producer.url}/admin/queues`
  return {
    url,
    users,
    ask: async (method, path) => {
      const answer = await request(`${url}${path}`, {
        method,
        headers: { authorization: authorizationOf(users.operator), origin: new URL(url).origin },
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, body: text === '' ? undefined : JSON.parse(text) }
    },
    stop: () => producer.stop().finally(file.remove),
  }
}

/** What a page showed, and what it was sent. */
interface BoardPage {
  readonly page: Page
  /** Every answer to it, but scripts. */
  texts(): Promise<string[]>
  /** What its console complains of, such as what the policy forbids. */
  readonly complaints: string[]
  /** A picture, where SCREENSHOTS says so. */
  picture(name: string): Promise<void>
  close(): Promise<void>
}

export const chromiumPath = findChromium()
if (!chromiumPath) {
  process.stderr.write('The board is not looked at: no Chromium is installed, and CHROMIUM_PATH names none\n')
}

/** Sooner than a test's own time, to say what was waited for. */
const actionMs = 120_000

export function launchBrowser(): Promise<Browser> {
  // Chromium's sandbox does not run as root, as containers often do.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ ...(chromiumPath ? { executablePath: chromiumPath } : {}), args })
}

/** A browser that nobody has used before; its user types this name and password when asked. */
export async function openBoardPage(browser: Browser, { user, password }: ServiceUser): Promise<BoardPage> {
  const context = await browser.newContext({ httpCredentials: { username: user, password }, locale: 'en-US' })
  const page = await context.newPage()
  page.setDefaultTimeout(actionMs)
  const answers: Promise<string>[] = []
  const complaints: string[] = []
  page.on('response', (response) => {
    if (!/javascript|font|image/.test(response.headers()['content-type'] ?? '')) {
      answers.push(response.text().catch(() => ''))
    }
  })
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  const { SCREENSHOTS } = readStackConfig()
  return {
    page,
    complaints,
    texts: () => Promise.all(answers),
    picture: async (name) => {
      if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) })
    },
    close: () => context.close(),
  }
}
