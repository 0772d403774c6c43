import { createServer } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type BatchProgress, type BatchState, MessageStatus } from '@disparo/api'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { endOf, exitOf, followBatch } from './follow-batch.js'
import { openClient } from './open-client.js'
import { wordsOf } from './words/index.js'

const { noWorker } = wordsOf({}).common

import { runCommand } from './run.js'

const none = Object.fromEntries(MessageStatus.options.map((status) => [status, 0]))

/** A service whose batch gets further each time it is asked. */
async function serve(
  states: readonly Record<string, number>[],
  phases: readonly BatchState[] = [],
  manned: (asked: number) => boolean | undefined = () => undefined,
  { holdups: more = [], ...figures }: Partial<BatchProgress> = {},
): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const server = createServer(({ url }, response) => {
    if (url?.endsWith('/reasons')) return response.end('{"reasons":[]}')
    const state = phases[asked] ?? 'running'
    const hasWorker = manned(asked)
    const counts = { ...none, ...states[Math.min(asked++, states.length - 1)] }
    const batch = { id: 'b', lane: 'bulk', state, createdAt: '2026-11-27T12:00:00.000Z', total: 4 }
    const holdups = [
      ...(hasWorker === false && counts.accepted !== 4 ? [{ reason: 'no-worker' }] : []),
      ...(state === 'paused' ? [{ reason: 'paused', by: 'ana' }] : []),
      ...more,
    ]
    const outlook = { percent: 0, ratePerMinute: 0, estimatedDoneAt: null, holdups, ...figures }
    response.end(JSON.stringify({ ...batch, ...outlook, rejectedRows: 0, templates: [], counts, hasWorker }))
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  return { url, asked: () => asked }
}

test('--wait asks until every message is settled; an unknown one is not, and a rejected one ends it with 3', async () => {
  const { url, asked } = await serve([
    { enqueued: 2, sending: 1, unknown: 1 },
    { unknown: 1, accepted: 3 },
    { accepted: 1, read: 1, rejected: 1, expired: 1 },
  ])
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const env = { DISPARO_URL: url, DISPARO_USER: 'tests', DISPARO_PASSWORD: 'password' }
  const code = await runCommand(['batch', 'b', '--wait', '--json'], {
    env,
    stdin: Readable.from([]),
    stdout,
    stderr,
  })
  expect(code).toBe(3)
  expect(asked()).toBe(3)
  expect(JSON.parse(await text(stdout.end())).counts).toEqual({
    ...none,
    accepted: 1,
    read: 1,
    rejected: 1,
    expired: 1,
  })
  expect(await text(stderr.end())).toBe('Settled 3 of 4\nSettled 4 of 4\n')
})

test('--wait says that the batch is paused, and goes on waiting', async () => {
  const states = [{ accepted: 1 }, { accepted: 1 }, { accepted: 1 }, { accepted: 4 }]
  const { url } = await serve(states, ['running', 'paused', 'paused', 'running'])
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const env = { DISPARO_URL: url, DISPARO_USER: 'tests', DISPARO_PASSWORD: 'password' }
  const code = await runCommand(['batch', 'b', '--wait'], { env, stdin: Readable.from([]), stdout, stderr })
  expect(code).toBe(0)
  const lines = (await text(stderr.end())).split('\n')
  const paused = 'It is paused by ana. Go on with: disparo batch resume b'
  expect(lines).toEqual(['Settled 1 of 4', paused, 'Settled 4 of 4', ''])
})

test('--wait says at once, and then each minute, that no worker is there, and when one is', async () => {
  const states = Array.from({ length: 124 }, (_, n) => (n < 123 ? { enqueued: 4 } : { accepted: 4 }))
  const { url } = await serve(states, [], (asked) => asked > 121)
  const stderr = new PassThrough()
  const { client, close } = openClient({ url, account: 'default', authorization: 'none' })
  onTestFinished(close)
  const terminal = { env: {}, stdin: Readable.from([]), stdout: new PassThrough(), stderr }
  await followBatch({ terminal, client, account: 'default' }, 'b', { pollMs: 0 })
  const lines = (await text(stderr.end())).split('\n')
  expect(lines).toEqual([noWorker, noWorker, noWorker, 'Nothing holds it up any more.', 'Settled 4 of 4', ''])
})

test('a batch that waits for a worker says so, and one that is over does not', async () => {
  const { url } = await serve([{ enqueued: 4 }, { accepted: 4 }], [], () => false)
  const env = { DISPARO_URL: url, DISPARO_USER: 'tests', DISPARO_PASSWORD: 'password' }
  const show = async () => {
    const stdout = new PassThrough()
    await runCommand(['batch', 'b'], { env, stdin: Readable.from([]), stdout, stderr: new PassThrough() })
    return text(stdout.end())
  }
  expect(await show()).toContain(noWorker)
  expect(await show()).not.toContain(noWorker)
})

/** What `disparo batch b --wait` ends with, and what it says. */
async function waitFor(url: string, ...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const env = { DISPARO_URL: url, DISPARO_USER: 'tests', DISPARO_PASSWORD: 'password' }
  const code = await runCommand(['batch', 'b', '--wait', ...args], {
    env,
    stdin: Readable.from([]),
    stdout,
    stderr,
  })
  return { code, out: await text(stdout.end()), err: await text(stderr.end()) }
}

test('--wait ends with 3 where only doubt is left that waits for somebody, and says what to do', async () => {
  const rests = { reason: 'in-doubt', messages: 1, waiting: 'policy' } as const
  const { url } = await serve([{ unknown: 1, accepted: 3 }], [], () => true, { holdups: [rests] })
  const { code, out } = await waitFor(url)
  expect(code).toBe(3)
  expect(out).toMatch(/Only doubt is left: 1 message may have been sent.*disparo unknown resolve --batch b/)
})

test('a doubt that the report will end is waited for, and one beside messages to be sent', () => {
  const state = (counts: Record<string, number>, waiting: 'policy' | 'report-lag') =>
    ({ state: 'running', total: 4, counts, holdups: [{ reason: 'in-doubt', messages: 1, waiting }] }) as never
  expect(endOf(state({ unknown: 1, accepted: 3 }, 'report-lag'))).toBeUndefined()
  expect(endOf(state({ unknown: 1, enqueued: 1, accepted: 2 }, 'policy'))).toBeUndefined()
  expect(endOf(state({ unknown: 1, accepted: 3 }, 'policy'))).toBe('doubt')
  const halted = { state: 'halted', total: 4, counts: { enqueued: 2, rejected: 2 }, holdups: [] } as never
  expect(endOf(halted)).toBe('halted')
  expect(exitOf({ state: halted, end: 'halted' })).toBe(3)
})

test('--wait-timeout ends the waiting with 1, and the batch goes on', async () => {
  const { url } = await serve([{ enqueued: 4 }], [], () => true)
  const { code, out } = await waitFor(url, '--wait-timeout', '1s')
  expect(code).toBe(1)
  expect(out).toMatch(/It is not settled yet, and goes on/)
  expect((await waitFor(url, '--wait-timeout', '1 day')).code).toBe(2)
})

test('progress says how fast it goes and how long it takes, as the service knows from the first moment on', async () => {
  const soon = { ratePerMinute: 480, estimatedDoneAt: new Date(Date.now() + 11.5 * 60_000).toISOString() }
  const { url } = await serve([{ accepted: 1, enqueued: 3 }, { accepted: 4 }], [], () => true, soon)
  expect((await waitFor(url)).err).toBe('Settled 1 of 4, 480 a minute, about 12 min left\nSettled 4 of 4\n')
})
