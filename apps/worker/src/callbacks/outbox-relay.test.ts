import { type CallbackQueue, countEvents, openCallbackQueue } from '@disparo/core/internal/callback'
import { begin, settle } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis, openWakeListener } from '@disparo/core/internal/redis'
import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { type LoopSignal, loopSignal } from '../lanes/run-loop.js'
import { startOutboxRelay } from './outbox-relay.js'

const account = 'empty-outbox-test'
const keys = accountKeys(account)
const redis = openRedis(inject('redisUrl'), 'worker')
let queue: CallbackQueue
let lines: Record<string, unknown>[]
let stop: () => Promise<void>

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  queue = openCallbackQueue(redis, account)
  lines = []
})
afterEach(async () => {
  await stop()
  await queue.close()
})
afterAll(() => redis.disconnect())

const start = async (mostJobs: number, signal?: LoopSignal, batchEvents?: boolean) => {
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const outbox = startOutboxRelay({ redis, keys, account, queue, log, mostJobs, signal, batchEvents })
  stop = outbox.stop
  await outbox.ready
}
const write = (id: string) => redis.xadd(keys.events, '*', 'id', id, 'status', 'sent', 'at', 1_000)
const waiting = async () => (await queue.getWaiting()).map(({ data }) => data.data.id)
const events = () => lines.map(({ event }) => event)

describe('emptying the outbox', () => {
  it('holds back while the queue is full, losing nothing, and goes on when there is room', async () => {
    await start(1)
    await write('m1')
    await expect.poll(events).toEqual(['outbox:blocked'])
    await write('m2')
    expect(await countEvents(redis, keys)).toBe(1)
    expect(await waiting()).toEqual(['m1'])

    await (await queue.getWaiting())[0]?.remove()
    await expect.poll(waiting).toEqual(['m2'])
    expect(events()).toEqual(['outbox:blocked', 'outbox:unblocked', ...events().slice(2)])
  })

  it('tells of batches only who asks for it, and keeps nothing of what it does not tell', async () => {
    const ofBatch = () => redis.xadd(keys.events, '*', 'id', 'b1', 'status', 'batch.finished', 'at', 1_000)
    await start(10)
    await ofBatch()
    await write('m1')
    await expect.poll(waiting).toEqual(['m1'])
    await expect.poll(() => countEvents(redis, keys)).toBe(0)
    await stop()
    await start(10, undefined, true)
    await ofBatch()
    await expect.poll(waiting).toEqual(['m1', 'b1'])
  })

  it('moves a change that the ledger writes while it rests, for that gives a signal', async () => {
    const wakes = openWakeListener(redis)
    onTestFinished(() => wakes.close())
    let signals = 0
    wakes.listen(keys, 'callbacks', () => {
      signals += 1
    })
    await start(10, loopSignal(wakes, keys, 'callbacks'))
    const isResting = () => redis.hexists(keys.callbacks, 'asleep')
    await expect.poll(isResting).toBe(1)
    await expect.poll(() => wakes.isLive()).toBe(true)
    const ledgerOptions = { retentionMs: 86_400_000, outbox: true }
    for (const id of ['m1', 'm2']) {
      const attempt = { id, token: id, maxAttempts: 3, ledgerOptions }
      await begin(redis, keys, {
        ...{ ...attempt, lane: 'bulk', policy: 'verify', attemptMs: 5_000, enqueuedAt: Date.now() },
        message: { to: '5511987654321', namespace: 'ns', elementName: 'aviso' },
        limit: { max: 1_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
      })
      await settle(redis, keys, {
        ...attempt,
        outage: { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 },
        settlement: {
          ...{ status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate: { kind: 'success' } },
        },
      })
      await expect.poll(waiting).toContain(id)
      await expect.poll(isResting).toBe(1)
    }
    // One as they come to be heard.
    expect(signals).toBe(3)
  })

  it('takes more than one round holds', async () => {
    for (let n = 0; n < 250; n++) await write(`m${n}`)
    await start(10_000)
    await expect.poll(() => queue.getWaitingCount()).toBe(250)
    expect(await countEvents(redis, keys)).toBe(0)
  })

  it('says so when Redis refuses, and tries again', async () => {
    await redis.set(keys.events, 'no stream')
    const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
    const outbox = startOutboxRelay({ redis, keys, account, queue, log })
    stop = outbox.stop
    await expect(outbox.ready).rejects.toThrow()
    await expect.poll(events).toContain('outbox:failed')
    await redis.del(keys.events)
    await write('m1')
    await expect.poll(waiting).toEqual(['m1'])
  })
})
