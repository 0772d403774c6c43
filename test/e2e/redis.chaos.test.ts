import { setTimeout } from 'node:timers/promises'
import { connect } from '@disparo/core'
import { readQuota, recordQuotaOutcome, takeQuota } from '@disparo/core/internal/gate'
import { readBatchPhaseChanges } from '@disparo/core/internal/ledger'
import { closeLanes, openLanes, sweepBatch } from '@disparo/core/internal/queue'
import { accountKeys, acquireLease, isTransientError, openRedis } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { describe, expect, it, vi } from 'vitest'
import { ProducerError } from '../stack/producer-client.js'
import { startOwnRedis } from '../stack/start-redis.js'
import type { Stack } from '../stack/start-stack.js'
import {
  arrivalsOf,
  campaign,
  expectAllKnown,
  expectEachOnce,
  expectMoreThan,
  recipient,
} from './campaign.test.support.js'
import { collectLines, countOf, type LogLine } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import { type Lifetime, startScaledOwnStack } from './scaled-stack.test.support.js'

const count = 300
const row = (n: number) => ({ to: recipient(n), namespace: 'avisos', elementName: 'boleto' })

/** Sends one message after the other, each again with its key until it is acknowledged. Answers the refusals' codes. */
async function sendUntilAcknowledged(
  { producer }: Stack,
  ns: Iterable<number>,
): Promise<ReadonlySet<number>> {
  const refusals = new Set<number>()
  for (const n of ns) {
    for (let acknowledged = false; !acknowledged; ) {
      acknowledged = await producer.send(row(n), { key: `row-${n}`, once: true }).then(
        () => true,
        async (error: unknown) => {
          if (!(error instanceof ProducerError)) throw error
          refusals.add(error.status)
          await setTimeout(50)
          return false
        },
      )
    }
  }
  return refusals
}

function* range(from: number, to: number): Generator<number> {
  for (let n = from; n < to; n++) yield n
}

const redisErrors = (lines: readonly LogLine[]) => countOf(lines, 'redis:error')

/** Keeps Redis busy with a script that does not end, until it is killed. Redis answers BUSY by then. */
async function keepBusy(
  test: Lifetime,
  url: string,
): Promise<{ readonly redis: Redis; end(): Promise<void> }> {
  const [spinning, redis] = [new Redis(url), new Redis(url)]
  test.onTestFinished(() => {
    for (const connection of [spinning, redis]) connection.disconnect()
  })
  await redis.config('SET', 'lua-time-limit', '1')
  const killed = spinning.eval('while true do end', 0).catch(() => undefined)
  while (
    await redis.ping().then(
      () => true,
      () => false,
    )
  )
    await setTimeout(10)
  return {
    redis,
    end: async () => {
      await redis.script('KILL')
      await killed
    },
  }
}

describe('Redis', () => {
  it.concurrent('that is killed while messages are enqueued and sent, and starts again on its file, has lost none', async (test) => {
    const stack = await startScaledOwnStack(test, { workers: 2 })
    const { redis, producer, workers } = stack
    const { id } = await producer.importCsv(campaign(count))
    const enqueueing = sendUntilAcknowledged(stack, range(count, 2 * count))
    for (const done of [50, 200]) {
      await expectMoreThan(stack, done)
      await redis.crash()
      await redis.revive()
    }
    await enqueueing
    await expectEachOnce(stack, 2 * count)
    await expectAllKnown(stack, id)
    for (const worker of workers) expect(await Promise.race([worker.exited, 'running'])).toBe('running')
  })

  it.concurrent('that is away for long is waited for: the producer says so, nobody ends, and the log stays short', async (test) => {
    const stack = await startScaledOwnStack(test)
    const { redis, producer, workers, sandbox } = stack
    const { id } = await producer.importCsv(campaign(count))
    await expectMoreThan(stack, 50)
    const lines = collectLines([...workers, producer.process])
    const startedAt = performance.now()
    await redis.crash()
    await expect(producer.send(row(count), { key: 'away', once: true })).rejects.toMatchObject({
      status: 503,
      problem: { type: '/problems/storage-unavailable' },
    })
    // Longer than a worker's lock, three times over.
    await setTimeout(6_000)
    const sent = (await sandbox.stats()).accepted
    expect(sent).toBeLessThan(count)
    await redis.revive()

    await sendUntilAcknowledged(stack, [count])
    await expectEachOnce(stack, count + 1)
    await expectAllKnown(stack, id)
    const seconds = (performance.now() - startedAt) / 1_000
    expect(redisErrors(lines)).toBeGreaterThan(0)
    // One line in 5 s from each program.
    expect(redisErrors(lines)).toBeLessThanOrEqual(2 * (1 + seconds / 5))
    for (const app of [...workers, producer.process])
      expect(await Promise.race([app.exited, 'running'])).toBe('running')
  })

  it.concurrent('that has no memory left takes nothing in halves, and goes on when it has some again', async (test) => {
    // With one attempt only: an attempt that Redis's state costs would end a message.
    const stack = await startScaledOwnStack(test, { account: { maxAttempts: 1 } })
    const { producer, sandbox, workers } = stack
    const redis = new Redis(stack.redis.url)
    test.onTestFinished(() => redis.disconnect())
    const first = await producer.importCsv(campaign(count), { key: 'first' })
    await expectMoreThan(stack, 50)
    const lines = collectLines([...workers, producer.process])
    const startedAt = performance.now()
    // Some are under way when memory ends, urgent ones too, which would be sent again if in doubt.
    await sandbox.setFaults([{ fault: 'latency', latencyMs: 500 }])
    for (const n of range(count + 2, count + 7)) await producer.send({ ...row(n), lane: 'urgent' })
    await expectMoreThan(stack, 100)
    await redis.config('SET', 'maxmemory', '1mb')
    const sent = (await sandbox.stats()).accepted

    const refused = { status: 503, problem: { type: '/problems/storage-full' } }
    const ready = await fetch(new URL('/readyz', producer.url))
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { type: '/problems/storage-full', detail: expect.stringContaining('no memory left (OOM)') },
    ])
    const more = row(count)
    await expect(producer.send(more, { key: 'more', once: true })).rejects.toMatchObject(refused)
    const second = ['to,namespace,elementName', `${recipient(count + 1)},avisos,boleto`].join('\n')
    await expect(producer.importCsv(second, { key: 'second', once: true })).rejects.toMatchObject(refused)
    // What had its permit by then has gone out and is written down; nothing else has.
    await vi.waitFor(async () => expect((await producer.batch(first.id))?.counts.sending).toBe(0), patience)
    await setTimeout(3_000)
    expect((await sandbox.stats()).accepted).toBeLessThan(sent + 50)
    expect((await producer.batch(first.id))?.counts.sending).toBe(0)
    expect(lines.filter(({ event }) => event === 'redis:unavailable').map(({ reason }) => reason)).toContain(
      'OOM',
    )
    const codes = () => lines.filter(({ event }) => event === 'redis:error').map(({ code }) => code)
    await vi.waitFor(() => expect(codes()).toContain('OOM'), patience)
    await redis.config('SET', 'maxmemory', '0')
    expect((await fetch(new URL('/readyz', producer.url))).status).toBe(200)

    await producer.send(more, { key: 'more' })
    expect(await producer.importCsv(second, { key: 'second' })).toMatchObject({ rows: 1, enqueued: 1 })
    await expectEachOnce(stack, count + 7)
    await expectAllKnown(stack, first.id)
    const seconds = (performance.now() - startedAt) / 1_000
    expect(redisErrors(lines)).toBeLessThanOrEqual(2 * (1 + seconds / 5))
    expect(await arrivalsOf(stack)).toHaveLength(count + 7)
  })

  it.concurrent("that is kept busy by somebody's script is waited for, and nothing is in doubt", async (test) => {
    const stack = await startScaledOwnStack(test, { workers: 2, account: { maxAttempts: 1 } })
    const { producer, sandbox, workers } = stack
    const { id } = await producer.importCsv(campaign(count))
    await expectMoreThan(stack, 50)
    const lines = collectLines(workers)
    // Some are under way when it begins, urgent ones too, which would be sent again if in doubt.
    await sandbox.setFaults([{ fault: 'latency', latencyMs: 500 }])
    for (const n of range(count + 1, count + 6)) await producer.send({ ...row(n), lane: 'urgent' })
    await expectMoreThan(stack, 100)
    const busy = await keepBusy(test, stack.redis.url)
    await expect(producer.send(row(count), { key: 'busy', once: true })).rejects.toMatchObject({
      status: 503,
      problem: { type: '/problems/storage-unavailable' },
    })
    // Longer than a worker's lock, and than what is under way takes.
    await setTimeout(4_000)
    await busy.end()

    await producer.send(row(count), { key: 'busy' })
    await expectEachOnce(stack, count + 6)
    await expectAllKnown(stack, id)
    expect(countOf(lines, 'message:unknown')).toBe(0)
  })

  it.concurrent('that is busy refuses for now, also a transaction; what is wrong with a command is refused for good', async (test) => {
    const own = await startOwnRedis({ persistent: false })
    test.onTestFinished(() => own.stop())
    const busy = await keepBusy(test, own.url)
    const { redis } = busy
    const refusal = (asked: Promise<unknown>) =>
      asked.then(
        () => undefined,
        (error: unknown) => error,
      )
    expect(isTransientError(await refusal(redis.get('key')))).toBe(true)
    expect(isTransientError(await refusal(redis.multi().get('key').set('key', 1).exec()))).toBe(true)
    await busy.end()
    expect(isTransientError(await refusal(redis.multi().call('GET').set('key', 1).exec()))).toBe(false)
    expect(isTransientError(await refusal(redis.call('GET')))).toBe(false)
  })

  it.concurrent('that has no memory left grants no permit too many, and hears that the report is refused', async (test) => {
    const own = await startOwnRedis({ persistent: false })
    const redis = new Redis(own.url)
    test.onTestFinished(() => own.stop())
    test.onTestFinished(() => redis.disconnect())
    const quota = { gate: '{quota}:gate', permits: '{quota}:permits', max: 3, windowMs: 60_000 }
    const take = (token: string) => takeQuota(redis, quota, { token, requestMs: 1_000 })
    const outage = { closeAfter: 1, firstPauseMs: 10_000, longestPauseMs: 10_000 }
    await take('before')
    await redis.config('SET', 'maxmemory', '1')
    await expect(redis.set('key', 1)).rejects.toThrow(/^OOM/)
    expect([await take('a'), await take('b')]).toEqual([0, 0])
    expect(await redis.zcard(quota.permits)).toBe(3)
    expect(await take('c')).toBeGreaterThan(50_000)
    // Of a page that was asked for, although nothing could be written any more.
    const heard = { token: 'b', signal: 'failure', reason: 'http-503', outage } as const
    expect(await recordQuotaOutcome(redis, quota, heard)).toBe(10_000)
    expect(await readQuota(redis, { ...quota, max: 9 })).toMatchObject({ left: 0 })
  })

  it.concurrent('that has no memory left gets it back as the batch that took it is cancelled', async (test) => {
    const own = await startOwnRedis({ persistent: false })
    test.onTestFinished(() => own.stop())
    const name = 'no-memory'
    const keys = accountKeys(name)
    const disparo = connect({ redis: own.url, account: name })
    const redis = openRedis(own.url, 'worker')
    const lanes = openLanes(redis, { name })
    test.onTestFinished(async () => {
      await Promise.all([disparo.close(), closeLanes(lanes)])
      redis.disconnect()
    })
    const { id } = await disparo.sendMany(Array.from(range(0, count), row), { lane: 'urgent' })
    await redis.config('SET', 'maxmemory', '1')
    await expect(redis.set('key', 1)).rejects.toThrow(/^OOM/)

    expect(await disparo.cancelBatch(id)).toMatchObject({ state: 'cancelled' })
    const [moved] = await readBatchPhaseChanges(redis, keys)
    if (!moved) throw new TypeError('It is not to be swept')
    const goOn = () => acquireLease(redis, keys.batchesLease, 'a worker', 10_000)
    const ledgerOptions = { retentionMs: 86_400_000, outbox: true }
    expect(await sweepBatch({ redis, keys, lanes, ledgerOptions, shouldContinue: goOn }, moved)).toBe(
      'cancelled',
    )
    expect((await disparo.batch(id))?.counts).toMatchObject({ cancelled: count, enqueued: 0 })
    expect(await lanes.urgent.getJobCountByTypes('waiting', 'prioritized')).toBe(0)
  })
})
