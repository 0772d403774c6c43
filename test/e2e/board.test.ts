import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AppProcess } from '../stack/start-app.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import {
  type BoardOfStack,
  chromiumPath,
  type Looker,
  launchBrowser,
  openSight,
  startBoard,
} from './board.test.support.js'
import { collectLines, countOf } from './log-lines.test.support.js'
import { scaled } from './scaled-stack.test.support.js'

const [rejected, failed, doubtful] = ['5511987650001', '5511987650002', '5511987650003']
const [name, code] = ['Fulana de Tal', '483921']
const personal = new RegExp(['98765', name, code].join('|'))
/** So that a doubt is not ended by it. */
const noReport = { fault: 'status', status: 503, on: 'report' } as const
const waiting = { timeout: 20_000, interval: 50 }

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
    { fault: 'status', status: 503, to: failed },
    { fault: 'drop-after', to: doubtful },
  ])
  for (const to of [rejected, failed, doubtful]) {
    const body = { type: 'body', parameters: [{ type: 'text', text: name }] }
    const otp = { type: 'otp', parameters: [{ type: 'text', text: code }] }
    const message = { to, namespace: 'avisos', elementName: 'boleto', components: [body, otp] }
    ids[to] = (await stack.producer.send({ ...message, lane: 'bulk' })).id
  }
  const statuses = () =>
    Promise.all(Object.values(ids).map(async (id) => (await stack.producer.message(id))?.status))
  await vi.waitFor(async () => expect(await statuses()).toEqual(['rejected', 'failed', 'unknown']), waiting)
  await stack.sandbox.setFaults([noReport])
})
afterAll(async () => {
  await board?.stop()
  await stack?.stop()
})

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
  const look = (who: Looker) => openSight(browser, board.users[who])

  test('who does not know the password sees nothing', async () => {
    const sight = await openSight(browser, { user: 'operator', password: 'wrong' })
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

  const buttons: Record<Looker, { readonly job: number; readonly page: string[]; readonly menu: string[] }> =
    {
      reader: { job: 0, page: [], menu: [] },
      operator: { job: 1, page: ['Retry all'], menu: [] },
      admin: {
        job: 2,
        page: ['Retry all', 'Clean all'],
        menu: ['Retry all 2 failed jobs', 'Pause', 'Empty'],
      },
    }
  test.each(Object.keys(buttons) as Looker[])('%s is shown no button that would be refused', async (who) => {
    const sight = await look(who)
    const { page } = sight
    await page.goto(`${board.url}/queue/${stack.account}-bulk?status=failed`)
    await page.getByText(String(ids[rejected])).waitFor()
    const visible = (selector: string) => page.locator(selector).filter({ visible: true })
    expect(await visible("ul[class*='jobActions-'] button").count()).toBe(2 * buttons[who].job)
    expect(await visible("ul[class*='queueActions-'] button").allInnerTexts()).toEqual(buttons[who].page)
    const menu = visible('button:has(svg.lucide-more-vertical)')
    if (await menu.count()) await menu.click()
    if (buttons[who].menu.length > 0) await visible("[role='menuitem']").first().waitFor()
    expect(await visible("[role='menuitem']").allInnerTexts()).toEqual(buttons[who].menu)
    await sight.picture(`${who}-failed`)
    await sight.close()
  })

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
      await vi.waitFor(async () => expect(await isPaused()).toEqual([false, false, after]), waiting)
    }
    expect(sight.complaints).toEqual([])
    await sight.close()
  })

  test('a page of another site changes nothing, although the browser knows the password', async () => {
    const evil = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end(`<form method="post"
        action="${board.url}/api/queues/pause"><button>win</button></form>`)
    })
    evil.listen(0, '127.0.0.1')
    await once(evil, 'listening')
    const { port } = evil.address() as AddressInfo
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
    evil.close()
  })

  test('an operator retries a job by its button', async () => {
    const before = await posts()
    const sight = await look('operator')
    const { page } = sight
    await page.goto(`${board.url}/queue/${stack.account}-bulk?status=failed`)
    await page.getByText(String(ids[failed])).waitFor()
    // The library asks once more whether it is meant.
    await page.locator("ul[class*='jobActions-'] button").filter({ visible: true }).first().click()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await vi.waitFor(async () => {
      const states = await Promise.all([rejected, failed].map((to) => board.ask('GET', jobPath(to))))
      expect(states.map(({ status }) => status).sort()).toEqual([200, 404])
    }, waiting)
    await sight.picture('operator-retried')
    await sight.close()
    expect(await posts()).toEqual(before)
  })
})

describe('a job that is run once more', () => {
  test('sends nothing twice: neither one that was rejected, nor one that failed', async () => {
    const before = await posts()
    const all = await board.ask('PUT', `/api/queues/${stack.account}-bulk/retry/failed`)
    expect(all.status).toBe(200)
    // Its job has run, and found that nothing is left to be done.
    await vi.waitFor(async () => {
      for (const to of [rejected, failed]) expect((await board.ask('GET', jobPath(to))).status).toBe(404)
    }, waiting)
    expect(await posts()).toEqual(before)
    expect(await stack.producer.message(String(ids[rejected]))).toMatchObject({ status: 'rejected' })
    expect(await stack.producer.message(String(ids[failed]))).toMatchObject({ status: 'failed' })
  })

  test('sends nothing twice of which it is not known whether it went out', async () => {
    const before = await posts()
    const lines = collectLines(stack.workers as AppProcess[])
    expect((await board.ask('PUT', `${jobPath(doubtful)}/promote`)).status).toBe(204)
    await vi.waitFor(() => expect(countOf(lines, 'message:unknown')).toBeGreaterThan(0), waiting)
    expect(await posts()).toEqual(before)
    expect((await stack.sandbox.allMessages()).filter(({ to }) => to === doubtful)).toHaveLength(1)
  })

  test('is not there when it was accepted', async () => {
    const { id } = await stack.producer.send({
      to: '5511987650009',
      namespace: 'avisos',
      elementName: 'boleto',
    })
    await vi.waitFor(async () => expect((await stack.producer.message(id))?.status).toBe('accepted'), waiting)
    const before = await posts()
    for (const lane of ['urgent', 'bulk']) {
      expect((await board.ask('PUT', `/api/queues/${stack.account}-${lane}/${id}/retry`)).status).toBe(404)
    }
    expect(await posts()).toEqual(before)
  })
})
