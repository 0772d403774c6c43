import { createServer } from 'node:http'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { collectLines, countOf } from '../e2e/log-lines.test.support.js'
import { patience } from '../e2e/patience.test.support.js'
import { scaled } from '../e2e/scaled-stack.test.support.js'
import type { AppProcess } from '../stack/start-app.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import {
  type BoardOfStack,
  type BoardUser,
  chromiumPath,
  launchBrowser,
  openBoardPage,
  startBoard,
} from './board.test.support.js'

const [rejected, doubtful] = ['5511987650001', '5511987650003']
/** What Hi Platform was down for. */
const failed = ['5511987650002', '5511987650004', '5511987650005'] as const
const [name, code] = ['Fulana de Tal', '483921']
const personal = new RegExp(['98765', name, code].join('|'))
/** So that a doubt is not ended by it. */
const noReport = { fault: 'status', status: 503, on: 'report' } as const

let stack: Stack
let board: BoardOfStack
const ids: Record<string, string> = {}

beforeAll(async () => {
  stack = await startStack({
    ...scaled,
    account: { ...scaled.account, maxAttempts: 1, unknownPolicy: { urgent: 'hold', bulk: 'hold' } },
  })
  board = await startBoard(stack)
  await stack.sandbox.setFaults([
    noReport,
    { fault: 'status', status: 400, to: rejected, body: `{"error":"${name} has no ${rejected}"}` },
    ...failed.map((to) => ({ fault: 'status', status: 503, to }) as const),
    { fault: 'drop-after', to: doubtful },
  ])
  for (const to of [rejected, ...failed, doubtful]) await send(to)
  await becomes({ [rejected]: 'rejected', [doubtful]: 'unknown' })
  await becomes(Object.fromEntries(failed.map((to) => [to, 'failed'])))
  await stack.sandbox.setFaults([noReport])
})
afterAll(async () => {
  await board?.stop()
  await stack?.stop()
})

async function send(to: string): Promise<void> {
  const body = { type: 'body', parameters: [{ type: 'text', text: name }] }
  const otp = { type: 'otp', parameters: [{ type: 'text', text: code }] }
  const message = { to, namespace: 'avisos', elementName: 'boleto', components: [body, otp] }
  ids[to] = (await stack.producer.send({ ...message, lane: 'bulk' })).id
}

async function becomes(expected: Readonly<Record<string, string>>): Promise<void> {
  const status = async (to: string) => (await stack.producer.message(String(ids[to])))?.status
  const seen = async () =>
    Object.fromEntries(await Promise.all(Object.keys(expected).map(async (to) => [to, await status(to)])))
  await vi.waitFor(async () => expect(await seen()).toEqual(expected), patience)
}

/** How often a message was taken for each of these. */
async function takenFor(numbers: readonly string[]): Promise<number[]> {
  const all = await stack.sandbox.allMessages()
  return numbers.map((number) => all.filter(({ to }) => to === number).length)
}

const jobPath = (to: string) => `/api/queues/${stack.account}-bulk/${ids[to]}`

/** What says how often anything was POSTed: by now, whatever is would be accepted. */
async function posts() {
  const { accepted, messages, duplicates, rejected, throttled } = await stack.sandbox.stats()
  return { accepted, messages, duplicates, rejected, throttled }
}

describe.runIf(chromiumPath)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  const look = (who: BoardUser) => openBoardPage(browser, board.users[who])

  test('who does not know the password sees nothing', async () => {
    const sight = await openBoardPage(browser, { user: 'operator', password: 'wrong' })
    expect((await sight.page.goto(board.url))?.status()).toBe(401)
    await sight.close()
  })

  test('an operator sees the queues, and of a job all but whom it is for and what it says', async () => {
    const sight = await look('operator')
    const { page } = sight
    await page.goto(board.url)
    for (const kind of ['urgent', 'bulk', 'callbacks']) {
      await page
        .getByRole('link', { name: `${stack.account}-${kind}` })
        .first()
        .waitFor()
    }
    await sight.picture('operator-queues')
    await page
      .getByRole('link', { name: `${stack.account}-bulk` })
      .first()
      .click()
    await page.getByText(String(ids[doubtful])).waitFor()
    await sight.picture('operator-bulk')
    await page.goto(`${board.url}/queue/${stack.account}-bulk/${ids[rejected]}?status=failed`)
    await page.getByText('rejected: ').first().waitFor()
    let seen = ''
    for (const tab of ['Error', 'Data', 'Options', 'Logs']) {
      await page.locator('button', { hasText: new RegExp(`^${tab}$`) }).click()
      await sight.picture(`operator-job-${tab.toLowerCase()}`)
      seen += (await page.locator('body').allInnerTexts()).join()
      if (tab === 'Data') expect(seen).toContain('boleto')
    }
    expect(seen).not.toMatch(personal)
    const texts = await sight.texts()
    expect(texts.filter((text) => text.includes('"elementName":"boleto"')).length).toBeGreaterThan(2)
    for (const text of texts) expect(text).not.toMatch(personal)
    expect(sight.complaints).toEqual([])
    await sight.close()
  })

  const buttons: Record<
    BoardUser,
    { readonly job: number; readonly page: string[]; readonly menu: string[] }
  > = {
    reader: { job: 0, page: [], menu: [] },
    operator: { job: 1, page: ['Retry all'], menu: [] },
    admin: {
      job: 2,
      page: ['Retry all', 'Clean all'],
      menu: ['Retry all 4 failed jobs', 'Pause', 'Empty'],
    },
  }
  test.each(Object.keys(buttons) as BoardUser[])(
    '%s is shown no button that would be refused',
    async (who) => {
      const sight = await look(who)
      const { page } = sight
      await page.goto(`${board.url}/queue/${stack.account}-bulk?status=failed`)
      await page.getByText(String(ids[rejected])).waitFor()
      const visible = (selector: string) => page.locator(selector).filter({ visible: true })
      expect(await visible("ul[class*='jobActions-'] button").count()).toBe(4 * buttons[who].job)
      expect(await visible("ul[class*='queueActions-'] button").allInnerTexts()).toEqual(buttons[who].page)
      const menu = visible('button:has(svg.lucide-more-vertical)')
      if (await menu.count()) await menu.click()
      if (buttons[who].menu.length > 0) await visible("[role='menuitem']").first().waitFor()
      expect(await visible("[role='menuitem']").allInnerTexts()).toEqual(buttons[who].menu)
      await sight.picture(`${who}-failed`)
      await sight.close()
    },
  )

  test('an admin pauses a queue and lets it go on', async () => {
    const sight = await look('admin')
    const { page } = sight
    const isPaused = async () => {
      const { body } = await board.ask('GET', '/api/queues')
      return (body as { queues: { isPaused: boolean }[] }).queues.map((queue) => queue.isPaused)
    }
    for (const [item, after] of [
      ['Pause', true],
      ['Resume', false],
    ] as const) {
      await page.goto(`${board.url}/queue/${stack.account}-callbacks`)
      await page.locator('button:has(svg.lucide-more-vertical)').filter({ visible: true }).click()
      await page.getByRole('menuitem', { name: item }).click()
      await page.getByRole('button', { name: 'Confirm' }).click()
      await vi.waitFor(async () => expect(await isPaused()).toEqual([false, false, after]), patience)
    }
    expect(sight.complaints).toEqual([])
    await sight.close()
  })

  test('a page of another site changes nothing, although the browser knows the password', async () => {
    const evil = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end(`<form method="post"
        action="${board.url}/api/queues/pause"><button>win</button></form>`)
    })
    const { port, close } = await listenOnLoopback(evil)
    const sight = await look('admin')
    const { page } = sight
    await page.goto(board.url)
    for (const host of ['localhost', '127.0.0.1']) {
      await page.goto(`http://${host}:${port}`)
      const put = page.evaluate(
        (url) => fetch(url, { method: 'PUT', credentials: 'include' }).then(({ status }) => status),
        `${board.url}/api/queues/pause`,
      )
      await expect(put).rejects.toThrow('Failed to fetch')
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      await page.getByRole('button', { name: 'win' }).click()
      expect((await answered).status()).toBe(403)
    }
    const { body } = await board.ask('GET', '/api/queues')
    for (const queue of (body as { queues: object[] }).queues)
      expect(queue).toMatchObject({ isPaused: false })
    await sight.close()
    await close()
  })

  test('an operator sends what failed in an outage again by its button, once; what was rejected is left, and why is said', async () => {
    const [first, ...others] = failed
    const sight = await look('operator')
    const { page } = sight
    const retry = async (to: string) => {
      await page.goto(`${board.url}/queue/${stack.account}-bulk/${ids[to]}?status=failed`)
      // The library asks once more whether it is meant.
      await page.locator("ul[class*='jobActions-'] button").filter({ visible: true }).first().click()
      await page.getByRole('button', { name: 'Confirm' }).click()
    }
    await retry(first)
    await becomes({ [first]: 'accepted' })
    await retry(rejected)
    await page.getByText('change it and send a new one').first().waitFor()
    await sight.picture('operator-refused')

    await page.goto(`${board.url}/queue/${stack.account}-bulk?status=failed`)
    await page.getByText(String(ids[rejected])).waitFor()
    await page.locator("ul[class*='queueActions-'] button").filter({ visible: true }).first().click()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('2 of 3 are sent again').first().waitFor()
    await sight.picture('operator-retried-all')
    await becomes({ ...Object.fromEntries(others.map((to) => [to, 'accepted'])), [rejected]: 'rejected' })
    await sight.close()
    expect(await takenFor([...failed, rejected])).toEqual([1, 1, 1, 0])
    const left = await Promise.all([...failed, rejected].map((to) => board.ask('GET', jobPath(to))))
    expect(left.map(({ status }) => status)).toEqual([404, 404, 404, 200])
  })
})

describe('a job that is run once more', () => {
  const late = '5511987650006'

  test('sends what failed in an outage, once, however often it is asked for', async () => {
    await stack.sandbox.setFaults([noReport, { fault: 'status', status: 503, to: late }])
    await send(late)
    await becomes({ [late]: 'failed' })
    await stack.sandbox.setFaults([noReport])
    expect(await takenFor([late])).toEqual([0])
    const asked = await Promise.all([1, 2, 3].map(() => board.ask('PUT', `${jobPath(late)}/retry`)))
    expect(asked.map(({ status }) => status)).toContain(204)
    await becomes({ [late]: 'accepted' })
    expect((await board.ask('PUT', `${jobPath(late)}/retry`)).status).toBe(404)
    expect(await takenFor([late])).toEqual([1])
    expect(await stack.producer.message(String(ids[late]))).toMatchObject({ attempts: 1 })
  })

  test('is refused where it would not help, or might send twice: nothing is sent or lost, and why is said', async () => {
    const before = await posts()
    for (const [to, why] of [
      [rejected, 'Hi Platform rejected it'],
      [doubtful, 'it may have been sent: say what became of it (disparo unknown resolve)'],
    ] as const) {
      const { status, body } = await board.ask('PUT', `${jobPath(to)}/retry`)
      expect({ status, body }).toEqual({ status: 409, body: { error: expect.stringContaining(why) } })
      expect((await board.ask('GET', jobPath(to))).status).toBe(200)
    }
    await becomes({ [rejected]: 'rejected', [doubtful]: 'unknown' })
    expect(await posts()).toEqual(before)
  })

  test('sends nothing twice of which it is not known whether it went out', async () => {
    const before = await posts()
    const lines = collectLines(stack.workers as AppProcess[])
    expect((await board.ask('PUT', `${jobPath(doubtful)}/promote`)).status).toBe(204)
    await vi.waitFor(() => expect(countOf(lines, 'message:unknown')).toBeGreaterThan(0), patience)
    expect(await posts()).toEqual(before)
    expect((await stack.sandbox.allMessages()).filter(({ to }) => to === doubtful)).toHaveLength(1)
  })

  test('is not there when it was accepted', async () => {
    const { id } = await stack.producer.send({
      to: '5511987650009',
      namespace: 'avisos',
      elementName: 'boleto',
    })
    await vi.waitFor(
      async () => expect((await stack.producer.message(id))?.status).toBe('accepted'),
      patience,
    )
    const before = await posts()
    for (const lane of ['urgent', 'bulk']) {
      expect((await board.ask('PUT', `/api/queues/${stack.account}-${lane}/${id}/retry`)).status).toBe(404)
    }
    expect(await posts()).toEqual(before)
  })
})
