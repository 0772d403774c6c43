import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type AccountKeys, accountKeys, openRedis } from '../../redis/index.js'
import {
  type AttemptToSettle,
  type BeginTerms,
  begin,
  beginAll,
  type MessageToBegin,
  type Settlement,
  settle,
  settleAll,
  timeField,
} from '../index.js'

const redis = openRedis(inject('redisUrl'), 'worker')
const together = accountKeys('together-test')
const alone = accountKeys('alone-test')
const ledgerOptions = { retentionMs: 86_400_000, outbox: true }
const maxAttempts = 2
const beginTerms: BeginTerms = {
  ...{ ledgerOptions, maxAttempts, lane: 'bulk', policy: 'resend', attemptMs: 5_000 },
  limit: { max: 6, windowMs: 600_000, safetyMarginMs: 0, reserve: 0 },
}
const outage = { closeAfter: 3, firstPauseMs: 600_000, longestPauseMs: 600_000 }
const settleTerms = { ledgerOptions, maxAttempts, outage }
const batches = ['5a0e2f3c-7a44-4f0e-8a4f-3c6f2f0f7d10', '5a0e2f3c-7a44-4f0e-8a4f-3c6f2f0f7d11'] as const

const toBegin = (row: number, token: string, batch: string = batches[0]): MessageToBegin => ({
  ...{ id: `${batch}-${row}`, token, batch, row, enqueuedAt: 1_000 },
  message: { to: `551190000000${row}`, namespace: 'ns', elementName: 'boas_vindas' },
})
const settlement = (over: Partial<Settlement> = {}): Settlement => ({
  ...{ status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate: { kind: 'success' } },
  ...over,
})
const toSettle = (row: number, token: string, over: Partial<Settlement> = {}): AttemptToSettle => ({
  ...{ id: `${batches[0]}-${row}`, token, lane: 'bulk', batch: batches[0] },
  settlement: settlement(over),
})
const clear = async () => {
  for (const { prefix } of [together, alone]) {
    const known = await redis.keys(`${prefix}:*`)
    if (known.length > 0) await redis.del(...known)
  }
}

beforeEach(clear)
afterAll(() => redis.disconnect())

describe('messages in one call', () => {
  it('become what each would become in a call of its own', async () => {
    const step = fc.record({
      row: fc.integer({ min: 1, max: 5 }),
      token: fc.constantFrom('a', 'b', 'c'),
      outcome: fc.constantFrom('accepted', 'rejected', 'unknown', 'enqueued'),
      // What refusals come to depends on the millisecond.
      signal: fc.constantFrom('success', 'none'),
    })
    const call = fc.record({
      kind: fc.constantFrom('begin', 'settle'),
      steps: fc.array(step, { minLength: 1, maxLength: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
        await clear()
        for (const { kind, steps } of calls) {
          if (kind === 'begin') {
            const messages = steps.map(({ row, token }) => toBegin(row, `${token}${row}`))
            const answers = await beginAll(redis, together, beginTerms, messages)
            for (const [index, one] of messages.entries()) {
              const single = await begin(redis, alone, { ...beginTerms, ...one })
              expect(answers[index]).toMatchObject({ kind: single.kind })
            }
          } else {
            const attempts = steps.map(({ row, token, outcome, signal }) =>
              toSettle(row, `${token}${row}`, {
                status: outcome,
                exhausted: outcome === 'enqueued' ? 'failed' : 'unknown',
                gate: { kind: signal },
              }),
            )
            const answers = await settleAll(redis, together, settleTerms, attempts)
            for (const [index, one] of attempts.entries()) {
              const { status, attempts: made } = await settle(redis, alone, { ...settleTerms, ...one })
              expect(answers[index]).toMatchObject({ status, attempts: made })
            }
          }
        }
        expect(await withoutTimes(together)).toEqual(await withoutTimes(alone))
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('take no permit anew for an attempt that has one', async () => {
    const limit = { ...beginTerms.limit, max: 2 }
    await begin(redis, together, { ...beginTerms, ...toBegin(1, 'a') })
    await settleAll(redis, together, settleTerms, [
      toSettle(1, 'a', { status: 'unknown', exhausted: 'unknown', gate: { kind: 'none' } }),
    ])
    const messages = [toBegin(1, 'a'), toBegin(2, 'b')]
    const answers = await beginAll(redis, together, { ...beginTerms, limit }, messages)
    expect(answers).toEqual([
      { kind: 'go', attempt: 2 },
      { kind: 'go', attempt: 1 },
    ])
  })

  it('take no more permits than there are', async () => {
    const messages = Array.from({ length: 9 }, (_, row) => toBegin(row + 1, `t${row}`))
    const answers = await beginAll(redis, together, beginTerms, messages)
    expect(answers.map((answer) => 'kind' in answer && answer.kind)).toEqual([
      ...Array.from({ length: 6 }, () => 'go'),
      ...Array.from({ length: 3 }, () => 'wait'),
    ])
    expect(await redis.zcard(together.permits)).toBe(6)
    expect(await redis.hget(together.batch(batches[0]), 'sending')).toBe('6')
  })

  it('are nobody else’s fault: who fails has the error, and the others begin and are settled', async () => {
    await redis.set(together.message(`${batches[0]}-2`), 'no entry')
    const begun = await beginAll(
      redis,
      together,
      beginTerms,
      [1, 2, 3].map((row) => toBegin(row, `t${row}`)),
    )
    expect(begun[0]).toEqual({ kind: 'go', attempt: 1 })
    expect(begun[1]).toMatchObject({ name: 'ReplyError', message: expect.stringMatching(/^WRONGTYPE /) })
    expect(begun[2]).toEqual({ kind: 'go', attempt: 1 })
    const settled = await settleAll(
      redis,
      together,
      settleTerms,
      [1, 2, 3].map((row) => toSettle(row, `t${row}`)),
    )
    expect(settled[0]).toMatchObject({ status: 'accepted' })
    expect(settled[1]).toMatchObject({ name: 'ReplyError', message: expect.stringMatching(/^WRONGTYPE /) })
    expect(settled[2]).toMatchObject({ status: 'accepted' })
    expect(await redis.hmget(together.batch(batches[0]), 'sending', 'accepted')).toEqual(['0', '2'])
  })

  it('fail with the counters of their batch, and those of other batches do not', async () => {
    await redis.hset(together.batch(batches[0]), 'sending', 'no number')
    const messages = [toBegin(1, 'a'), toBegin(1, 'b', batches[1]), toBegin(2, 'c')]
    const [first, other, second] = await beginAll(redis, together, beginTerms, messages)
    expect(first).toMatchObject({ name: 'ReplyError', message: expect.stringMatching(/^ERR /) })
    expect(second).toMatchObject({ name: 'ReplyError' })
    expect(other).toEqual({ kind: 'go', attempt: 1 })
    expect(await redis.hget(together.batch(batches[1]), 'sending')).toBe('1')
  })
})

describe('an attempt whose answer was lost', () => {
  it('goes on, on the permit that it has, though the gate has closed and no other is free', async () => {
    const limit = { ...beginTerms.limit, max: 1 }
    const terms = { ...beginTerms, limit }
    expect(await begin(redis, together, { ...terms, ...toBegin(1, 'a') })).toEqual({ kind: 'go', attempt: 1 })
    await redis.hset(together.gate, 'until', Date.now() + 60_000, 'pause', 60_000)
    expect(await begin(redis, together, { ...terms, ...toBegin(1, 'a') })).toEqual({ kind: 'go', attempt: 1 })
    expect(await begin(redis, together, { ...terms, ...toBegin(2, 'b') })).toMatchObject({ kind: 'wait' })
    expect(await redis.zcard(together.permits)).toBe(1)
  })
})

/** All that stands in Redis of an account, but when it happened. */
async function withoutTimes(keys: AccountKeys): Promise<unknown> {
  const times = new Set<string>(Object.values(timeField))
  const entries = await Promise.all(
    [1, 2, 3, 4, 5].map(async (row) => {
      const fields = Object.entries(await redis.hgetall(keys.message(`${batches[0]}-${row}`)))
      const timeless = (text: string) => text.replace(/\d{13}/g, 'a time')
      return Object.fromEntries(
        fields.map(([name, text]) => [name, times.has(name) ? 'a time' : timeless(text)]),
      )
    }),
  )
  const sum = async (key: string) =>
    Object.values(await redis.hgetall(key)).reduce((all, count) => all + Number(count), 0)
  return {
    entries,
    // What was counted and is no longer may be 0, or not there.
    counts: Object.entries(await redis.hgetall(keys.batch(batches[0])))
      .filter(([, count]) => count !== '0')
      .toSorted(),
    slices: [await sum(keys.slicesTotal), await sum(keys.slicesOpen)],
    permits: await redis.zcard(keys.permits),
    unknown: (await redis.zrange(keys.unknown, '0', '-1')).toSorted(),
    events: (await redis.xrange(keys.events, '-', '+')).map(([, fields]) => fields.slice(0, 4)),
    gate: Object.keys(await redis.hgetall(keys.gate)).toSorted(),
  }
}
