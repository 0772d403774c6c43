import fc from 'fast-check'
import { v5 } from 'uuid'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import { begin, observe, parseEntry, readDispatched, resolveDoubt, rowId, settle } from '../index.js'

const keys = accountKeys('dispatched-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
const namespace = '5d1f0c4e-7c1b-4e0b-9a55-3f0a7f6b2c11'
const idOf = (n: number) => (n % 2 === 0 ? v5(String(n), namespace) : rowId(namespace, n))
const always = { fromSeconds: 0, toSeconds: 4_000_000 }

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

const start = (id: string, token: string) =>
  begin(redis, keys, {
    id,
    token,
    lane: 'bulk',
    message: { to: '5511900000001', namespace: 'ns', elementName: 'aviso' },
    policy: 'verify',
    limit: { max: 100_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    maxAttempts: 8,
    attemptMs: 1_000,
    ledgerOptions,
    enqueuedAt: 1_000,
  })
const end = (id: string, token: string, status: 'accepted' | 'unknown' | 'rejected' | 'enqueued') =>
  settle(redis, keys, {
    id,
    token,
    maxAttempts: 8,
    ledgerOptions,
    outage: { closeAfter: 100_000, firstPauseMs: 1, longestPauseMs: 1 },
    settlement: { status, countAttempt: 'never', exhausted: 'failed', gate: { kind: 'none' } },
  })
const see = (id: string, seen: object) =>
  observe(redis, keys, { ledgerOptions, observations: [{ id, detail: 'why', ...seen }] })
const believe = (id: string, as: 'accepted' | 'enqueued') =>
  resolveDoubt(redis, keys, {
    ledgerOptions,
    ids: [id],
    as,
    reason: 'test',
    unknownBy: 1e15,
    attemptMs: 0,
  })

/** The hours of Redis's clock that a test may have run in. */
const around = async () => {
  const [seconds] = (await redis.time()) as unknown as [string | number]
  return { fromSeconds: Number(seconds) - 600, toSeconds: Number(seconds) + 600 }
}

const pages = async (window: { fromSeconds: number; toSeconds: number }, size: number) => {
  const all: { id: string; at: number }[] = []
  for (;;) {
    const page = await readDispatched(redis, keys, { ...window, offset: all.length, limit: size })
    all.push(...page.messages)
    if (page.messages.length === 0) return { all, total: page.total }
    expect(page.messages.length).toBe(Math.min(size, page.total - all.length + page.messages.length))
  }
}

describe('the log of dispatches', () => {
  const steps: Record<string, (id: string) => Promise<unknown>> = {
    'begin a': (id) => start(id, `${id}a`),
    'begin b': (id) => start(id, `${id}b`),
    'settle a accepted': (id) => end(id, `${id}a`, 'accepted'),
    'settle b accepted': (id) => end(id, `${id}b`, 'accepted'),
    'settle a unknown': (id) => end(id, `${id}a`, 'unknown'),
    'settle b rejected': (id) => end(id, `${id}b`, 'rejected'),
    'settle a enqueued': (id) => end(id, `${id}a`, 'enqueued'),
    'see sent': (id) => see(id, { dispatchedAt: 5_000, sentAt: 6_000 }),
    'see read': (id) => see(id, { readAt: 9_000 }),
    'see failed': (id) => see(id, { failedAt: 7_000 }),
    'believe accepted': (id) => believe(id, 'accepted'),
    'believe absent': (id) => believe(id, 'enqueued'),
  }

  it('has exactly the messages that went out, each once, in order, whatever the pages', async () => {
    const plan = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(...Object.keys(steps))), {
      maxLength: 60,
      size: 'max',
    })
    let round = 0
    await fc.assert(
      fc.asyncProperty(plan, fc.integer({ min: 1, max: 7 }), async (actions, size) => {
        round += 1
        const before = (await readDispatched(redis, keys, { ...(await around()), offset: 0, limit: 0 })).total
        const out: string[] = []
        for (const [n, step] of actions) {
          const id = idOf(round * 10 + n)
          await steps[step]?.(id)
          const status = parseEntry(id, await redis.hgetall(keys.message(id)))?.status ?? ''
          if (['accepted', 'sent', 'received', 'read'].includes(status) && !out.includes(id)) out.push(id)
        }
        const { all, total } = await pages(await around(), size)
        expect(all.slice(before).map(({ id }) => id)).toEqual(out)
        expect(total).toBe(before + out.length)
      }),
      { numRuns: 150 },
    )
  })

  it('takes the time at which the ledger learnt of it, and is kept as long as the entry', async () => {
    const { fromSeconds } = await around()
    await start(idOf(1), 'a')
    await end(idOf(1), 'a', 'accepted')
    await start(idOf(2), 'b')
    await end(idOf(2), 'b', 'unknown')
    await see(idOf(2), { dispatchedAt: 5_000, sentAt: 6_000 })
    const { messages } = await readDispatched(redis, keys, { ...(await around()), offset: 0, limit: 9 })
    expect(messages.map(({ id }) => id)).toEqual([idOf(1), idOf(2)])
    for (const { at } of messages) expect(at).toBeGreaterThan(fromSeconds + 500)
    const [hour = ''] = await redis.keys(`${keys.prefix}:dispatched:*`)
    const [entry, log] = [await redis.pexpiretime(keys.message(idOf(2))), await redis.pexpiretime(hour)]
    expect(log).toBeLessThanOrEqual(entry)
    expect(log).toBeGreaterThan(entry - 60_000)
  })

  it('never decreases in time, though the clock may be put back', async () => {
    const { fromSeconds, toSeconds } = await around()
    const hours = [fromSeconds, toSeconds, toSeconds + 3_600].map((second) => Math.floor(second / 3_600))
    for (const hour of hours) await redis.set(keys.dispatched(hour), record(hour * 3_600 + 3_599, 4))
    await start(idOf(1), 'a')
    await end(idOf(1), 'a', 'accepted')
    const logs = await Promise.all(hours.map((hour) => redis.getBuffer(keys.dispatched(hour))))
    const grown = logs.find((log) => log?.length === 48)
    expect(grown?.readUInt32BE(24)).toBe(grown?.readUInt32BE(0))
    expect(grown).toBeDefined()
  })

  it('writes the hour before without spare room once the next begins, keeping its time to live', async (context) => {
    const hourNow = async () => Math.floor(((await around()).toSeconds - 600) / 3_600)
    const hour = await hourNow()
    const before = keys.dispatched(hour - 1)
    for (let n = 0; n < 1_100; n++) await redis.append(before, record(hour * 3_600 - 1, n))
    await redis.pexpire(before, 5_000_000)
    const roomy = (await redis.memory('USAGE', before)) ?? 0
    const text = await redis.getBuffer(before)
    await start(idOf(1), 'a')
    await end(idOf(1), 'a', 'accepted')
    // In the one moment of an hour at which the next one begins, there is nothing to be seen.
    if ((await hourNow()) !== hour) context.skip('the hour changed in the midst of it: its log is another')
    expect(await redis.memory('USAGE', before)).toBeLessThan(roomy)
    expect(await redis.getBuffer(before)).toEqual(text)
    expect(await redis.pttl(before)).toBeGreaterThan(4_000_000)
  })

  it('leaves out ids that are no UUIDs', async () => {
    await start('m1', 'a')
    expect(await end('m1', 'a', 'accepted')).toMatchObject({ status: 'accepted' })
    expect(await pages(await around(), 5)).toEqual({ all: [], total: 0 })
  })
})

/** A record as scripts write it: of an even number its UUID alone, of an odd one the row of a batch. */
function record(at: number, n: number): Buffer {
  const text = Buffer.alloc(24)
  text.writeUInt32BE(at)
  text.write(idOf(n).slice(0, 36).replaceAll('-', ''), 4, 'hex')
  text.writeUInt32BE(n % 2 === 0 ? 0 : n + 1, 20)
  return text
}

describe('a page of it', () => {
  const write = async (seconds: readonly number[]) => {
    const log = seconds.map((at, n) => ({ at, id: idOf(n) }))
    await redis.del(...Array.from({ length: 8 }, (_, hour) => keys.dispatched(hour)))
    for (const [n, at] of seconds.entries()) {
      await redis.append(keys.dispatched(Math.floor(at / 3_600)), record(at, n))
    }
    return log
  }
  /** Few seconds, many at the edges of hours, so that many are the same. */
  const second = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1, 2, 1_800, 3_598, 3_599))
    .map(([hour, rest]) => hour * 3_600 + rest)

  it('has what lies in the window, both seconds included, whatever the size of the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(second, { maxLength: 60 }),
        second,
        second,
        fc.integer({ min: 1, max: 40 }),
        async (seconds, fromSeconds, toSeconds, size) => {
          const log = await write(seconds.sort((a, b) => a - b))
          const expected = log.filter(({ at }) => at >= fromSeconds && at <= toSeconds)
          expect(await pages({ fromSeconds, toSeconds }, size)).toEqual({
            all: expected,
            total: expected.length,
          })
        },
      ),
      { numRuns: 150 },
    )
  })

  it('past the end is empty, and so is one of nothing; the total is known all the same', async () => {
    await write([10, 10, 4_000])
    const read = (offset: number, limit: number) => readDispatched(redis, keys, { ...always, offset, limit })
    expect(await read(3, 10)).toEqual({ total: 3, messages: [] })
    expect(await read(0, 0)).toEqual({ total: 3, messages: [] })
    expect(await read(2, 10)).toEqual({ total: 3, messages: [{ id: idOf(2), at: 4_000 }] })
  })
})
