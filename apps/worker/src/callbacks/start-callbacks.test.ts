import { randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import {
  type CallbackQueue,
  moveOutboxEvents,
  openCallbackQueue,
  openOutbox,
  readCallbackState,
  replayCallbacks,
  takeEvents,
} from '@disparo/core/internal/callback'
import { begin, observe, settle } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { DataKeys, openSeal, type Seal } from '@disparo/core/internal/seal'
import { type LoopbackServer, listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Callbacks, type CallbacksOptions, startCallbacks } from './start-callbacks.js'

const name = 'callbacks-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const secret = `whsec_${randomBytes(32).toString('base64')}`
const message = { to: '5511900000001', namespace: 'ns', elementName: 'oferta', externalLabel: 'natal' }
const dayMs = 86_400_000
/** For tests of what becomes of one callback that keeps failing. */
const neverOpen = { openAfter: 1_000, firstPauseMs: 1, longestPauseMs: 1 }

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly id: string
  readonly status: string
}
/** What the receiver does with a request; the rest is answered 204. */
type Answer = (response: ServerResponse) => void
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end()
const never: Answer = () => {}

let answers: Answer[]
let otherwise: Answer
let received: Received[]
let lines: Record<string, unknown>[]
let server: LoopbackServer
let account: CallbacksOptions['account'] & Account
let queue: CallbackQueue
let running: Callbacks[]

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  answers = []
  otherwise = status(204)
  received = []
  lines = []
  running = []
  server = await listenOnLoopback(
    createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = Buffer.concat(chunks).toString()
      const { id, status } = JSON.parse(body).data
      received.push({ headers: request.headers, body, id, status })
      const answer = answers.shift() ?? otherwise
      answer(response)
    }),
  )
  account = accountAt(`${server.url}/disparo?loja=1`)
  queue = openCallbackQueue(redis, name)
})
afterEach(async () => {
  await Promise.all(running.map((callbacks) => callbacks.stop(0)))
  await queue.close()
  await server.close()
})
afterAll(() => redis.disconnect())

function accountAt(url: string, allowPrivateAddresses = true): typeof account {
  const callback = { url, secret: { env: 'UNUSED' }, allowPrivateAddresses }
  return Account.parse({
    name,
    configId: 'id',
    username: 'u',
    password: { env: 'UNUSED' },
    callback,
  }) as typeof account
}

async function start(options: Partial<CallbacksOptions> = {}): Promise<Callbacks> {
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const callbacks = startCallbacks({
    account,
    secrets: [secret],
    redis,
    log,
    onRedisError: () => {},
    retryDelay: () => 20,
    ...options,
  })
  running.push(callbacks)
  await callbacks.ready()
  return callbacks
}

/** Sends a message as far as the ledger is concerned: it becomes accepted. */
async function accept(id: string, seal?: Seal): Promise<void> {
  const common = { id, token: id, maxAttempts: 3, ledgerOptions: { ...ledgerOptionsOf(account), seal } }
  await begin(redis, keys, {
    ...common,
    lane: 'bulk',
    message,
    policy: 'verify',
    limit: { max: 1_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 5_000,
    enqueuedAt: Date.now(),
  })
  const settlement = {
    status: 'accepted',
    countAttempt: 'always',
    exhausted: 'failed',
    gate: { kind: 'success' },
  } as const
  await settle(redis, keys, {
    ...common,
    outage: { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 },
    settlement,
  })
}

const state = () => readCallbackState({ redis, keys, queue })
const replay = (since?: number) => replayCallbacks({ redis, keys, queue }, { since })
const delivered = () => received.map(({ id, status }) => `${id} ${status}`).sort()
const logged = (event: string) => lines.filter((line) => line.event === event)
const until = <T>(look: () => T) => expect.poll(look, { interval: 20 })

describe('callbacks', () => {
  it('tell every status change of a message, signed so that the library of the scheme takes it', async () => {
    await start()
    await accept('m1')
    const at = Date.now()
    await observe(redis, keys, {
      ledgerOptions: ledgerOptionsOf(account),
      observations: [{ id: 'm1', sentAt: at + 1, receivedAt: at + 2, readAt: at + 3 }],
    })
    await until(delivered).toEqual(['m1 accepted', 'm1 read', 'm1 received', 'm1 sent'])
    for (const { body, headers } of received) {
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>)
      expect(verified).toMatchObject({ data: { id: 'm1', account: name, externalLabel: 'natal' } })
      expect(headers['content-type']).toBe('application/json')
    }
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(4)
    await until(state).toMatchObject({
      enabled: true,
      waiting: 0,
      failed: 0,
      lastSuccessAt: expect.any(String),
    })
    expect(await redis.xlen(keys.events)).toBe(0)
  })

  it('wait sealed in Redis, where a label may tell of somebody, and go out by a worker that has the key', async () => {
    const seal = openSeal(name, DataKeys.parse(randomBytes(32).toString('base64')))
    await accept('m1')
    await openOutbox(redis, keys)
    await moveOutboxEvents({ redis, keys, account: name, queue, seal }, await takeEvents(redis, keys, 10))
    const [job] = await queue.getJobs()
    expect(job?.data.data).toHaveProperty('externalLabel', expect.stringMatching(/^=1\./))

    const keyless = await start()
    await until(() => logged('callback:data-key-missing')).toMatchObject([{ keyId: '1' }])
    await until(() => queue.getDelayedCount()).toBe(1)
    expect(received).toEqual([])
    expect(await queue.getJob(job?.id ?? '')).toMatchObject({ attemptsMade: 0 })
    await keyless.stop(0)
    await start({ seal })
    await queue.promoteJobs()
    await until(delivered).toEqual(['m1 accepted'])
    expect(JSON.parse(received[0]?.body ?? '').data.externalLabel).toBe('natal')
  })

  it('are left to workers that have the key of their message, in their order, and keep their labels', async () => {
    const seal = openSeal(name, DataKeys.parse(`lost:${randomBytes(32).toString('base64')}`))
    const keyless = await start()
    await accept('m1', seal)
    await accept('m2')
    await until(delivered).toEqual(['m2 accepted'])
    await until(() => logged('outbox:data-key-missing')).toMatchObject([{ level: 50, keyIds: ['lost'] }])
    await until(state).toMatchObject({ waiting: 1 })
    await keyless.stop(0)
    await start({ seal })
    await until(delivered).toEqual(['m1 accepted', 'm2 accepted'])
    const told = received.map(({ body }) => JSON.parse(body).data).find(({ id }) => id === 'm1')
    expect(told).toMatchObject({ externalLabel: 'natal' })
    expect(await redis.exists(keys.callbackReady, keys.callbackParked)).toBe(0)
  })

  it('tell what happened while no worker ran', async () => {
    await accept('m1')
    await accept('m2')
    expect(await state()).toMatchObject({ waiting: 2 })
    await start()
    await until(delivered).toEqual(['m1 accepted', 'm2 accepted'])
  })

  it('come once, however many workers share them', async () => {
    await Promise.all([start(), start(), start()])
    const ids = Array.from({ length: 150 }, (_, n) => `m${n}`)
    for (const id of ids) await accept(id)
    await until(state).toMatchObject({ waiting: 0 })
    expect(delivered()).toEqual(ids.map((id) => `${id} accepted`).sort())
  })

  it('are taken over from a reader that died', async () => {
    await accept('m1')
    await redis.xgroup('CREATE', keys.events, 'callbacks', '0')
    await redis.xreadgroup('GROUP', 'callbacks', 'reader', 'STREAMS', keys.events, '>')
    await start({ abandonedMs: 50 })
    await until(delivered).toEqual(['m1 accepted'])
  })

  it('are delivered once, though a reader died before it could note that they have jobs', async () => {
    await accept('m1')
    const dying: Pick<CallbackQueue, 'addBulk'> = {
      addBulk: async (jobs) => {
        await queue.addBulk(jobs)
        throw new Error('killed')
      },
    }
    const deps = { redis, keys, account: name }
    await openOutbox(redis, keys)
    await expect(
      moveOutboxEvents({ ...deps, queue: dying }, await takeEvents(redis, keys, 10)),
    ).rejects.toThrow('killed')
    await start()
    await until(delivered).toEqual(['m1 accepted'])
    await until(async () => (await queue.getCompletedCount()) === 1).toBe(true)
    await accept('m2')
    await until(state).toMatchObject({ waiting: 0 })
    expect(delivered()).toEqual(['m1 accepted', 'm2 accepted'])
  })

  it('are tried again with the same id and body, and a new timestamp and signature', async () => {
    answers = [status(500), status(404), status(302, { location: '/elsewhere' }), never]
    let now = Date.now() - 100_000
    await start({
      timeoutMs: 100,
      now: () => {
        now += 1_000
        return now
      },
    })
    await accept('m1')
    await until(() => received.length).toBe(5)
    await until(state).toMatchObject({ waiting: 0, failed: 0, failuresInRow: 0 })
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
    expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(5)
    for (const { body, headers } of received) {
      new Webhook(secret).verify(body, headers as Record<string, string>)
    }
    expect(logged('callback:failed').map(({ reason }) => reason)).toEqual([
      'http-500',
      'http-404',
      'http-302',
      'timeout',
    ])
  })

  it('wait as the schedule says, which hears of attempts and of Retry-After', async () => {
    const asked: unknown[] = []
    answers = [status(429, { 'retry-after': '120' }), status(503)]
    await start({
      retryDelay: ({ attempt, retryAfterMs }) => {
        asked.push([attempt, retryAfterMs])
        return 10
      },
    })
    await accept('m1')
    await until(() => received.length).toBe(3)
    expect(asked).toEqual([
      [1, 120_000],
      [2, undefined],
    ])
  })

  it('need no answer to be read to its end', async () => {
    answers = [(response) => void response.writeHead(200).write('x'.repeat(100_000))]
    await start({ timeoutMs: 300 })
    await accept('m1')
    await until(state).toMatchObject({ waiting: 0, lastSuccessAt: expect.any(String) })
    expect(received).toHaveLength(1)
  })

  it('are put aside after their last attempt, and replayed with all attempts', async () => {
    otherwise = status(503)
    await start({ rule: neverOpen })
    await accept('m1')
    await until(state).toMatchObject({ waiting: 0, failed: 1, lastFailure: { reason: 'http-503' } })
    expect(received).toHaveLength(11)
    expect(logged('callback:exhausted')).toHaveLength(1)

    answers = [status(503)]
    otherwise = status(204)
    expect(await replay()).toEqual({ replayed: 1, promoted: 0 })
    await until(state).toMatchObject({ waiting: 0, failed: 0, failuresInRow: 0 })
    expect(received).toHaveLength(13)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('are replayed from a moment on', async () => {
    otherwise = status(400)
    await start({ rule: neverOpen })
    await accept('m1')
    await until(state).toMatchObject({ failed: 1 })
    // The moment must be later than the first event, by the clock of Redis, which names events.
    const [seconds, micros] = await redis.time()
    const since = Number(seconds) * 1_000 + Math.ceil(Number(micros) / 1_000) + 1
    await until(async () => {
      const [s, us] = await redis.time()
      return Number(s) * 1_000 + Math.floor(Number(us) / 1_000) > since
    }).toBe(true)
    await accept('m2')
    await until(state).toMatchObject({ failed: 2 })
    otherwise = status(204)
    expect(await replay(since)).toMatchObject({ replayed: 1 })
    await until(state).toMatchObject({ waiting: 0 })
    expect(received.map(({ id }) => id).join('')).toBe(`${'m1'.repeat(11)}${'m2'.repeat(12)}`)
    expect(await state()).toMatchObject({ failed: 1, enabled: true })
  })

  it('stop when the receiver says it is gone, and go on with a replay', async () => {
    answers = [status(410)]
    await start()
    await accept('m1')
    await until(state).toMatchObject({ enabled: false, disabled: { reason: 'http-410' } })
    await accept('m2')
    expect(await state()).toMatchObject({ failed: 0, waiting: 2, outbox: { events: 1 } })
    expect(received).toHaveLength(1)
    expect(logged('callback:disabled')).toMatchObject([{ level: 50, account: name, reason: 'http-410' }])

    expect(await replay()).toMatchObject({ replayed: 0 })
    await until(() => received.length).toBe(3)
    await until(state).toMatchObject({ enabled: true, failed: 0, waiting: 0 })
  })

  it('stop after 50 failures in a row over a day', async () => {
    otherwise = status(500)
    let passedMs = 0
    await start({ now: () => Date.now() + passedMs, rule: neverOpen })
    for (let n = 0; n < 5; n++) await accept(`m${n}`)
    await until(state).toMatchObject({ failed: 5, failuresInRow: 55, enabled: true })
    passedMs = dayMs
    await accept('late')
    await until(state).toMatchObject({ failed: 5, failuresInRow: 56, enabled: false, waiting: 1 })
    expect(logged('callback:disabled')).toMatchObject([{ reason: 'http-500', failures: 56 }])
  })

  it('are not POSTed into a private network, unless the account allows it', async () => {
    account = accountAt(account.callback.url, false)
    await start()
    await accept('m1')
    await until(state).toMatchObject({ lastFailure: { reason: 'address-refused' } })
    expect(received).toHaveLength(0)
  })

  it('under way are finished by a stop within its deadline', async () => {
    const held: ServerResponse[] = []
    answers = [(response) => void held.push(response)]
    const callbacks = await start()
    await accept('m1')
    await until(() => held.length).toBe(1)
    const stopped = callbacks.stop(5_000)
    held[0]?.writeHead(200).end()
    await stopped
    expect(await state()).toMatchObject({ waiting: 0, lastSuccessAt: expect.any(String) })
  })

  it('cut off by a stop are given back, count as no failure, and reach the next worker', async () => {
    answers = [never]
    const callbacks = await start()
    await accept('m1')
    await until(() => received.length).toBe(1)
    await callbacks.stop(0)
    expect(await state()).toMatchObject({ waiting: 1, failuresInRow: 0 })
    await start()
    await until(() => received.length).toBe(2)
    expect(received[1]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id'])
    await until(state).toMatchObject({ waiting: 0 })
  })

  it('that make no sense are put aside, and nothing else suffers', async () => {
    await queue.add('callback', { what: 'ever' } as never, { jobId: '1-0' })
    await redis.xadd(keys.events, '*', 'what', 'ever')
    await start()
    await accept('m1')
    await until(delivered).toEqual(['m1 accepted'])
    await until(state).toMatchObject({ waiting: 0, failed: 1 })
    expect(logged('callback:poisoned')).toHaveLength(1)
    expect(logged('outbox:malformed')).toHaveLength(1)
  })

  it('tell nobody a phone number, a template, the secret or the address', async () => {
    answers = [status(500), status(410)]
    await start()
    await accept('m1')
    await until(state).toMatchObject({ enabled: false })
    await replay()
    await until(state).toMatchObject({ failed: 0, waiting: 0 })
    const told = JSON.stringify([lines, received.map(({ body }) => body), await queue.getCompleted()])
    expect(lines.length).toBeGreaterThan(2)
    for (const word of ['900000001', 'oferta', secret, '127.0.0.1']) expect(told).not.toContain(word)
  })
})
