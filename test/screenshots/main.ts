import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type ConsoleStack, startConsoleStack } from '../browser/console-stack.js'
import { howToInstall, launchBrowser, logIn } from '../browser/open-console.js'
import { repositoryRoot } from '../stack/repository.js'
import { openCamera, usual } from './camera.js'
import { seedLife } from './seed-life.js'
import { takeScreens } from './take-screens.js'
import { takeWizard } from './take-wizard.js'

/** Until then a series is worth looking at: by the minute. */
const liveMs = 200_000

/** Pictures of a real run for the documents: a whole Disparo before a sandbox, and a browser that looks at it. */
async function main(folder: string): Promise<void> {
  if (howToInstall) throw new Error(howToInstall)
  await mkdir(folder, { recursive: true })
  const [stack, browser] = await Promise.all([startConsoleStack(), launchBrowser()])
  try {
    await takeAll(stack, browser, folder)
  } finally {
    await browser.close()
    await stack.stop()
  }
}

async function takeAll(
  stack: ConsoleStack,
  browser: Awaited<ReturnType<typeof launchBrowser>>,
  folder: string,
) {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const account = `${stack.url}${stack.account}`
  say('Sending campaigns, for some minutes')
  const campaigns = await seedLife(stack)
  await delay(liveMs)

  const camera = await openCamera(browser, folder)
  await camera.page.goto(stack.url)
  await camera.page.getByRole('heading', { level: 1 }).waitFor()
  await camera.take('login')
  await logIn(camera.page, stack.users.ana)
  await camera.page.getByRole('navigation').first().waitFor()
  await takeScreens(camera, { account, ...campaigns })
  await takeWizard(camera, `${account}/new`)
  await camera.close()

  for (const [name, look] of Object.entries(others)) {
    const { page, take, close } = await openCamera(browser, folder, look)
    await page.goto(`${account}/campaigns/${campaigns.running}`)
    await logIn(page, stack.users.ana)
    await page.locator('canvas').waitFor()
    await take(name)
    await close()
  }
  say(`Pictures are in ${folder}`)
}

const others = {
  'campaign-dark': { ...usual, scheme: 'dark', locale: 'en-US' },
  'campaign-phone': { ...usual, width: 390, height: 844 },
} as const

await main(process.argv[2] ?? join(repositoryRoot, 'docs', 'pictures'))
