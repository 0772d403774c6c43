import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Account } from '@disparo/core/internal/account'
import {
  type CallbackQueue,
  openCallbackQueue,
  readCallbackState,
  replayCallbacks,
} from '@disparo/core/internal/callback'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { type LoopbackServer, listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Callbacks, type CallbacksOptions, startCallbacks } from './start-callbacks.js'

const name = 'bad-hours-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`
const secret = newSecret()
const dayMs = 86_400_000
/** Pauses as short as a test's patience. */
const quick = { openAfter: 5, firstPauseMs: 20, longestPauseMs: 100 }

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly id: string
  readonly status: string
}

let answer: (received: Received, response: ServerResponse) => void
let received: Received[]
let connections: number
let lines: Record<string, unknown>[]
let receiver: LoopbackServer
let queue: CallbackQueue
let running: Callbacks[]

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  answer = (_, response) => void response.writeHead(204).end()
  received = []
  connections = 0
  lines = []
  running = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const { id, status } = JSON.parse(body).data
    const one = { headers: request.headers, body, id, status }
    received.push(one)
    answer(one, response)
  })
  server.on('connection', () => {
    connections += 1
  })
  receiver = await listenOnLoopback(server)
  queue = openCallbackQueue(redis, name)
})
afterEach(async () => {
  await Promise.all(running.map((callbacks) => callbacks.stop(0)))
  await queue.close()
  await receiver.close()
})
afterAll(() => redis.disconnect())

async function start(options: Partial<CallbacksOptions> & { concurrency?: number } = {}): Promise<void> {
  const { concurrency = 50, ...rest } = options
  const callback = {
    ...{ url: `${receiver.url}/`, secret: { env: 'UNUSED' } },
    ...{ allowPrivateAddresses: true, concurrency },
  }
  const who = { name, configId: 'id', username: 'u', password: { env: 'UNUSED' } }
  const account = Account.parse({ ...who, callback }) as CallbacksOptions['account']
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const common = { account, secrets: [secret], redis, log, onRedisError: () => {}, rule: quick }
  const callbacks = startCallbacks({ ...common, ...rest })
  running.push(callbacks)
  await callbacks.ready()
}

/** Changes as the ledger writes them. */
async function tell(ids: readonly string[], ...statuses: readonly string[]): Promise<void> {
  const pipeline = redis.pipeline()
  for (const status of statuses)
    for (const id of ids) pipeline.xadd(keys.events, '*', 'id', id, 'status', status, 'at', Date.now())
  await pipeline.exec()
}
const some = (count: number, prefix = 'm') => Array.from({ length: count }, (_, n) => `${prefix}${n}`)
const end = (response: ServerResponse, code: number, headers: Record<string, string> = {}) =>
  void response.writeHead(code, headers).end()
const refuse = (code: number, headers?: Record<string, string>) => {
  answer = (_, response) => end(response, code, headers)
}
const take = () => refuse(204)
const state = () => readCallbackState({ redis, keys, queue })
const logged = (event: string) => lines.filter((line) => line.event === event)
const of = (id: string) => received.filter((each) => each.id === id)
const until = <T>(look: () => T) => expect.poll(look, { interval: 20 })

describe('when a receiver has a bad hour, callbacks', () => {
  it('keep their schedule, though others get through: none is put aside before its time', async () => {
    const bad = some(25, 'bad')
    answer = ({ id }, response) => end(response, id.startsWith('bad') ? 500 : 204)
    await start({ rule: { ...quick, openAfter: 20 }, retryDelay: () => dayMs })
    await tell(bad, 'sent')
    await until(() => new Set(received.map(({ id }) => id)).size).toBe(bad.length)
    for (let n = 0; n < 12; n++) {
      await tell([`good${n}`], 'sent')
      await until(() => of(`good${n}`).length).toBe(1)
    }
    await until(state).toMatchObject({ waiting: 25, failed: 0 })
    await until(() => queue.getDelayedCount()).toBe(25)
    // One attempt by the schedule, and one early try.
    for (const id of bad) expect(of(id).length).toBeLessThanOrEqual(2)
    const made = await queue.getDelayed()
    for (const { attemptsMade } of made) expect(attemptsMade).toBe(1)
  })

  it('are tried early once when it is over, which spends no attempt, and not where it asked for time', async () => {
    answer = ({ id }, response) => end(response, 503, id === 'asked' ? { 'retry-after': '3600' } : {})
    // A receiver as a whole is left alone for an hour, too, if it says so while nothing gets through.
    await start({ retryDelay: ({ retryAfterMs }) => retryAfterMs ?? dayMs })
    await tell(['asked'], 'sent')
    await until(() => received.length).toBe(1)
    await tell(some(6), 'sent')
    await until(() => new Set(received.map(({ id }) => id)).size).toBe(7)
    await until(() => queue.getDelayedCount()).toBe(7)
    const sleeping = async (id: string) => (await queue.getDelayed()).find((job) => job.data.data.id === id)
    const before = await sleeping('m3')

    answer = ({ id }, response) => end(response, id === 'm3' ? 500 : 204)
    await tell(['later'], 'sent')
    await until(state).toMatchObject({ waiting: 2 })
    expect(of('asked')).toHaveLength(1)
    await until(async () => (await sleeping('m3'))?.id).toBe(before?.id)
    const after = await sleeping('m3')
    expect(after?.attemptsMade).toBe(1)
    const dueAt = (job = before) => Number(job?.delay) + Number(job?.timestamp)
    expect(Math.abs(dueAt(after) - dueAt())).toBeLessThan(dayMs / 2)
    expect(of('m3').length).toBeLessThanOrEqual(3)
    expect(logged('callback:recovered').length).toBeGreaterThan(0)
  })

  it('cost a dead one a few attempts and lines, whatever waits, and rest in the outbox', async () => {
    refuse(500)
    await tell(some(1_200), 'accepted')
    const hourLong = { openAfter: 5, firstPauseMs: 3_600_000, longestPauseMs: 3_600_000 }
    await start({ rule: hourLong, retryDelay: () => 20 })
    await start({ rule: hourLong, retryDelay: () => 20 })
    await until(() => logged('callback:breaker-open').length).toBe(1)
    // What sleeps is due meanwhile, and goes no further.
    await until(() => queue.getActiveCount()).toBe(0)
    await until(() => queue.getDelayedCount()).toBe(0)
    expect(received.length).toBeLessThanOrEqual(15)
    expect(lines.length).toBeLessThanOrEqual(20)
    expect(await state()).toMatchObject({ waiting: 1_200, failed: 0, pausedUntil: expect.any(String) })
    expect(await redis.xlen(keys.events)).toBeGreaterThan(100)

    take()
    await replayCallbacks({ redis, keys, queue })
    await until(state).toMatchObject({ waiting: 0, failed: 0 })
  })

  it('write no line for each where some fail and others get through', async () => {
    answer = ({ id }, response) => end(response, Number(id.slice(1)) % 2 ? 500 : 204)
    await start({ retryDelay: () => dayMs })
    await tell(some(300), 'accepted')
    await until(() => new Set(received.map(({ id }) => id)).size).toBe(300)
    await until(state).toMatchObject({ waiting: 150 })
    expect(logged('callback:failed').length).toBeLessThanOrEqual(30)
  })

  it('notice that it is back, however much sleeps', async () => {
    const sleepers = some(30, 'sleeper').map((id, n) => ({
      name: 'callback',
      data: bodyOf(id),
      opts: { jobId: `${n + 1}-0`, delay: dayMs },
    }))
    await queue.addBulk(sleepers)
    await redis.hset(keys.callbacks, { failures: 35_000, since: Date.now(), lastReason: 'http-500' })
    refuse(500)
    await start({ mostJobs: 30, retryDelay: () => dayMs })
    await tell(some(40), 'accepted')
    await until(() => received.length).toBeGreaterThan(1)
    expect(await redis.xlen(keys.events)).toBeGreaterThan(20)
    take()
    await until(() => some(40).every((id) => of(id).length > 0)).toBe(true)
    expect(await queue.getDelayedCount()).toBeGreaterThanOrEqual(30)
  })

  it('stay in the outbox while it is disabled, and what is beyond the bounds is told', async () => {
    refuse(410)
    await start({ bounds: { events: 20, ageMs: dayMs }, abandonedMs: 60 })
    await tell(['m'], 'accepted')
    await until(state).toMatchObject({ enabled: false })
    await tell(some(50), 'accepted')
    await until(state).toMatchObject({ outbox: { events: 20, dropped: 30 }, waiting: 21, failed: 0 })
    expect(logged('outbox:dropped').reduce((sum, { dropped }) => sum + Number(dropped), 0)).toBe(30)
    take()
    await replayCallbacks({ redis, keys, queue })
    await until(state).toMatchObject({ waiting: 0, enabled: true })
    expect(new Set(received.map(({ id }) => id)).size).toBe(21)
  })

  it('are not put aside beyond what is kept: they go on sleeping', async () => {
    refuse(500)
    const never = { openAfter: 1_000, firstPauseMs: 1, longestPauseMs: 1 }
    await start({
      rule: never,
      maxExhausted: 3,
      concurrency: 1,
      retryDelay: ({ attempt }) => (attempt > 10 ? dayMs : 1),
    })
    await tell(some(8), 'accepted')
    await until(state).toMatchObject({ failed: 3, waiting: 5 })
    await until(() => queue.getDelayedCount()).toBe(5)
    take()
    await replayCallbacks({ redis, keys, queue })
    await until(state).toMatchObject({ failed: 0, waiting: 0 })
  })
})

describe('callbacks', () => {
  it('of one message come in the order in which its changes were written, also where attempts fail', async () => {
    const ids = some(30)
    const statuses = ['accepted', 'sent', 'received', 'read']
    let asked = 0
    const taken: Received[] = []
    answer = (one, response) => {
      asked += 1
      if (asked % 3 === 0) return end(response, 500)
      taken.push(one)
      end(response, 204)
    }
    await start({ retryDelay: () => 20 })
    await start({ retryDelay: () => 20 })
    await tell(ids, ...statuses)
    await until(state).toMatchObject({ waiting: 0, failed: 0 })
    for (const id of ids) {
      const told = taken.filter((each) => each.id === id).map(({ status }) => status)
      expect([...new Set(told)]).toEqual(statuses)
    }
  })

  it('go as many at a time as the account says, over connections that are kept', async () => {
    let underWay = 0
    let most = 0
    answer = (_, response) => {
      underWay += 1
      most = Math.max(most, underWay)
      setTimeout(() => {
        underWay -= 1
        end(response, 204)
      }, 20)
    }
    await start({ concurrency: 20 })
    await tell(some(500), 'accepted')
    await until(state).toMatchObject({ waiting: 0 })
    expect(most).toBe(20)
    expect(connections).toBeLessThanOrEqual(20)
  })

  it('are signed by every secret, as an implementation that is not ours sees it', async () => {
    const [added, former] = [newSecret(), newSecret()]
    await start({ secrets: [added, former] })
    await tell(['ção'], 'accepted')
    await until(() => received.length).toBe(1)
    const { headers, body } = received[0] as Received
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/)
    for (const each of [added, former]) new Webhook(each).verify(body, headers as Record<string, string>)
    const questions = [
      { secret: added, headers, body },
      { secret: former, headers, body },
      { secret: newSecret(), headers, body },
      { secret: added, headers, body: `${body} ` },
    ]
    expect(verifiedByPython(questions)).toEqual([true, true, false, false])
  })

  it('of a former version are delivered: its jobs, what a reader of it had taken, and its standing', async () => {
    await queue.add('callback', bodyOf('job'), { jobId: '1-0' })
    await queue.add('callback', bodyOf('asleep'), { jobId: '2-0', delay: 50 })
    await tell(['taken'], 'sent')
    await redis.xgroup('CREATE', keys.events, 'callbacks', '0')
    await redis.xreadgroup('GROUP', 'callbacks', 'reader', 'STREAMS', keys.events, '>')
    await redis.hset(keys.callbacks, {
      failures: 30,
      since: Date.now(),
      lastFailureAt: 1,
      lastReason: 'http-500',
    })
    await start({ abandonedMs: 50 })
    await until(() => new Set(received.map(({ id }) => id)).size).toBe(3)
    await until(state).toMatchObject({ waiting: 0, failed: 0, failuresInRow: 0 })
  })
})

function bodyOf(id: string) {
  const at = new Date().toISOString()
  const data = { id, status: 'sent' as const, account: name, at, timeline: {} }
  return { type: 'message.sent' as const, timestamp: at, data }
}

const verifier = fileURLToPath(new URL('../../fixtures/verify_signature.py', import.meta.url))

/** By Python's own `hmac` and `base64`. */
function verifiedByPython(questions: readonly unknown[]): unknown {
  const options = { input: JSON.stringify(questions), encoding: 'utf8' } as const
  const { error, stdout, stderr } = spawnSync('python3', [verifier], options)
  if (error) throw error
  if (stderr) throw new Error(stderr)
  return JSON.parse(stdout)
}
