import { test as base, expect } from 'vitest'
import {
  type ConsoleStack,
  type ConsoleStackOptions,
  type ConsoleUser,
  startConsoleStack,
} from './console-stack.js'
import { findLeaks } from './find-leaks.js'
import {
  type ConsolePage,
  howToInstall,
  type Look,
  launchBrowser,
  openContext,
  pictureFailure,
} from './open-console.js'

interface Visit extends Look {
  /** Who is logged in before the page is opened. Default: nobody. */
  readonly as?: ConsoleUser
}

/**
 * A test of the console: one browser and one stack a file, and for each visit a browser that nobody has used before. After
 * each, none of its pages may have complained, asked another host for anything, or kept anything of a person.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: it needs nothing, and vitest wants to see that.
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('stackOptions', { scope: 'file' }, {} as ConsoleStackOptions)
  .extend('stack', { scope: 'file' }, async ({ stackOptions }, { onCleanup }) => {
    const stack = await startConsoleStack(stackOptions)
    onCleanup(() => stack.stop())
    return stack
  })
  .extend('visit', async ({ browser, stack, task }, { onCleanup }) => {
    const visits: ConsolePage[] = []
    onCleanup(async () => {
      if (task.result?.state === 'fail')
        await Promise.all(visits.map(({ page }, index) => pictureFailure(page, `${task.name} ${index}`)))
      const leaks = await Promise.all(visits.map((visit) => findLeaks(visit, stack.url)))
      await Promise.all(visits.map(({ context }) => context.close()))
      expect(leaks.flat()).toEqual([])
    })
    /** @param path - after the account, such as `/doubts`; none for where the console begins */
    return async (path = '', { as, ...look }: Visit = {}): Promise<ConsolePage> => {
      const visit = await openContext(browser, look)
      visits.push(visit)
      if (as) await logInUnseen(visit, stack, as)
      await visit.page.goto(path === '' ? stack.url : addressOf(stack, path))
      return visit
    }
  })

test.beforeEach(({ skip }) => skip(howToInstall !== undefined, howToInstall))

export function addressOf({ url, account }: ConsoleStack, path: string): string {
  return `${url}${account}${path}`
}

/** As the login page does it, for tests that are about something else. */
async function logInUnseen({ context }: ConsolePage, { origin, users }: ConsoleStack, as: ConsoleUser) {
  const { user, password } = users[as]
  const answer = await context.request.post(`${origin}/session`, {
    data: { user, password },
    headers: { origin },
  })
  expect(answer.status()).toBe(201)
}
