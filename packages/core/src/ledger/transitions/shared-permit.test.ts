import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import { type BeginInput, begin, parseEntry, type Settlement, settle } from '../index.js'

const keys = accountKeys('shared-permit-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
const outage = { closeAfter: 1, firstPauseMs: 60_000, longestPauseMs: 60_000 }
const limit = { max: 3, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }

const start = (id: string, token: string, over: Partial<BeginInput> = {}) =>
  begin(redis, keys, {
    ...{ id, token, share: true, lane: 'bulk', policy: 'verify', limit, ledgerOptions },
    ...{ maxAttempts: 3, attemptMs: 5_000, enqueuedAt: 1_000 },
    message: { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' },
    ...over,
  })
const startAll = (count: number, token: string) =>
  Promise.all(Array.from({ length: count }, (_, n) => start(`${token}-${n}`, token)))
const end = (id: string, token: string, settlement: Partial<Settlement>) =>
  settle(redis, keys, {
    ...{ id, token, ledgerOptions, outage, maxAttempts: 3 },
    settlement: {
      status: 'accepted',
      countAttempt: 'always',
      exhausted: 'failed',
      gate: { kind: 'none' },
      ...settlement,
    },
  })
const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}

beforeEach(clear)
afterAll(() => redis.disconnect())

describe('messages that go in one request', () => {
  it('take one permit together, whatever their number, and no more requests begin than are allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }), async (sizes) => {
        await clear()
        for (const [n, size] of sizes.entries()) {
          const kinds = (await startAll(size, `request-${n}`)).map(({ kind }) => kind)
          expect(new Set(kinds)).toEqual(new Set([n < limit.max ? 'go' : 'wait']))
        }
        expect(await redis.zcard(keys.permits)).toBe(Math.min(sizes.length, limit.max))
      }),
      { numRuns: 30 },
    )
  })

  it('take a permit by the first of them that may go', async () => {
    await start('done', 'before', { share: false })
    await end('done', 'before', {})
    expect(await redis.zcard(keys.permits)).toBe(1)
    expect(await start('done', 'a')).toEqual({ kind: 'settled', status: 'accepted' })
    expect(await start('late', 'a', { expiresAt: 2_000 })).toEqual({ kind: 'expired' })
    expect(await redis.zcard(keys.permits)).toBe(1)
    expect(await start('next', 'a')).toEqual({ kind: 'go', attempt: 1 })
    expect(await start('last', 'a')).toEqual({ kind: 'go', attempt: 1 })
    expect(await redis.zcard(keys.permits)).toBe(2)
  })

  it('ride on a permit that was taken before the gate closed', async () => {
    await start('first', 'a')
    await start('other', 'b')
    const closing = { kind: 'close', reason: 'throttled', firstPauseMs: 60_000 } as const
    await end('other', 'b', { status: 'enqueued', countAttempt: 'never', gate: closing })
    expect(await start('second', 'a')).toEqual({ kind: 'go', attempt: 1 })
    expect(await start('third', 'c')).toMatchObject({ kind: 'wait' })
  })

  it('are answered a repeated call as the first time, on the same permit', async () => {
    await startAll(3, 'a')
    expect(await startAll(3, 'a')).toEqual(Array.from({ length: 3 }, () => ({ kind: 'go', attempt: 1 })))
    expect(await redis.zcard(keys.permits)).toBe(1)
  })

  it('are all unknown to whoever finds that their attempt never settled', async () => {
    await startAll(3, 'a')
    for (let n = 0; n < 3; n++) {
      expect(await start(`a-${n}`, 'b')).toMatchObject({ kind: 'unknown' })
      expect(parseEntry('', await redis.hgetall(keys.message(`a-${n}`)))).toMatchObject({ status: 'unknown' })
    }
    expect(await redis.zcard(keys.permits)).toBe(1)
  })

  it('are spent or not alike, when the first of them closes the gate', async () => {
    await startAll(3, 'a')
    const strain = { kind: 'failure', reason: 'refused' } as const
    const first = await end('a-0', 'a', { status: 'enqueued', countAttempt: 'while-open', gate: strain })
    expect(first).toMatchObject({
      status: 'enqueued',
      attemptCounted: false,
      gate: { kind: 'closed', ms: 60_000 },
    })
    for (const id of ['a-1', 'a-2']) {
      const { attemptCounted, attempts } = await end(id, 'a', {
        status: 'enqueued',
        countAttempt: 'while-open',
      })
      expect({ attemptCounted, attempts }).toEqual({ attemptCounted: false, attempts: 0 })
    }
  })
})
