import { createServer } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type BatchState, MessageStatus } from '@disparo/api'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { followBatch, noWorker } from './follow-batch.js'
import { openClient } from './open-client.js'
import { runCommand } from './run.js'

const none = Object.fromEntries(MessageStatus.options.map((status) => [status, 0]))

/** A service whose batch gets further each time it is asked. */
async function serve(
  states: readonly Record<string, number>[],
  phases: readonly BatchState[] = [],
  manned: (asked: number) => boolean | undefined = () => undefined,
): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const server = createServer((_request, response) => {
    const state = phases[asked] ?? 'running'
    const hasWorker = manned(asked)
    const counts = { ...none, ...states[Math.min(asked++, states.length - 1)] }
    const batch = { id: 'b', lane: 'bulk', state, createdAt: '2026-11-27T12:00:00.000Z', total: 4 }
    const holdups = hasWorker === false && counts.accepted !== 4 ? [{ reason: 'no-worker' }] : []
    const outlook = { percent: 0, ratePerMinute: 0, estimatedDoneAt: null, holdups }
    response.end(JSON.stringify({ ...batch, ...outlook, rejectedRows: 0, templates: [], counts, hasWorker }))
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  return { url, asked: () => asked }
}

test('--wait asks until every message is settled; an unknown one is not', async () => {
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
  expect(code).toBe(0)
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
  expect(lines).toEqual(['Settled 1 of 4', 'The batch is paused.', 'Settled 4 of 4', ''])
})

test('--wait says at once, and then each minute, that no worker is there, and when one is', async () => {
  const states = Array.from({ length: 124 }, (_, n) => (n < 123 ? { enqueued: 4 } : { accepted: 4 }))
  const { url } = await serve(states, [], (asked) => asked > 121)
  const stderr = new PassThrough()
  const { client, close } = openClient({ url, account: 'default', user: 'tests', password: 'password' })
  onTestFinished(close)
  const terminal = { env: {}, stdin: Readable.from([]), stdout: new PassThrough(), stderr }
  await followBatch({ terminal, client, account: 'default' }, 'b', 0)
  const lines = (await text(stderr.end())).split('\n')
  expect(lines).toEqual([noWorker, noWorker, noWorker, 'A worker runs now.', 'Settled 4 of 4', ''])
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
