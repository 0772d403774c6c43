import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import {
  type BeginInput,
  begin,
  failOrphans,
  forgetMessage,
  type Observation,
  observe,
  type ResolveDoubtInput,
  resolveDoubt,
  type Settlement,
  type StatusChange,
  settle,
} from '../index.js'

const keys = accountKeys('status-changes-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const limit = { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }

let heard: StatusChange[] = []
const ledgerOptions = {
  retentionMs: 86_400_000,
  outbox: true,
  onStatus: (change: StatusChange) => void heard.push(change),
}

const start = (token: string, over: Partial<BeginInput> = {}) =>
  begin(redis, keys, {
    ...{ id: 'm1', token, lane: 'bulk', message, policy: 'verify', limit, ledgerOptions },
    ...{ maxAttempts: 9, attemptMs: 5_000, enqueuedAt: 1_000 },
    ...over,
  })
const end = (token: string, status: Settlement['status'], id = 'm1', lane: 'urgent' | 'bulk' = 'bulk') =>
  settle(redis, keys, {
    ...{ id, token, lane, maxAttempts: 9, ledgerOptions, outage },
    settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
  })
const see = (seen: Partial<Observation>, id = 'm1') =>
  observe(redis, keys, { ledgerOptions, observations: [{ id, ...seen }] })
const resolve = (as: ResolveDoubtInput['as'], id = 'm1') =>
  resolveDoubt(redis, keys, {
    ledgerOptions,
    ids: [id],
    as,
    reason: 'test',
    unknownBy: 1e15,
    attemptMs: 0,
  })
const orphan = (id = 'm1') =>
  failOrphans(redis, keys, { ledgerOptions, orphans: [{ id, jobKey: `${keys.prefix}:none` }] })

/** What was heard since the last time: statuses alone where all messages are bulk. */
const news = () => heard.splice(0).map(({ lane, status }) => (lane === 'bulk' ? status : `${lane} ${status}`))

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  heard = []
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  redis.disconnect()
})

describe('who listens to the books hears', () => {
  it('what becomes of an attempt, in its lane, and nothing when it is said again or by another', async () => {
    await start('a', { lane: 'urgent' })
    await end('a', 'enqueued', 'm1', 'urgent')
    await end('a', 'enqueued', 'm1', 'urgent')
    expect(news()).toEqual(['urgent sending', 'urgent enqueued'])
    await start('b', { lane: 'urgent' })
    await end('other', 'rejected', 'm1', 'urgent')
    await end('b', 'accepted', 'm1', 'urgent')
    await end('b', 'accepted', 'm1', 'urgent')
    await start('c', { lane: 'urgent' })
    expect(news()).toEqual(['urgent sending', 'urgent accepted'])
  })

  it('once of a doubt, though the attempt thought dead says so as well', async () => {
    await start('slow')
    await start('next')
    await start('again')
    expect(news()).toEqual(['sending', 'unknown'])
    await end('slow', 'unknown')
    expect(news()).toEqual([])
    await end('slow', 'accepted')
    expect(news()).toEqual(['accepted'])
  })

  it('of a doubt that ends at once under resend, or whose message has to wait', async () => {
    await start('dead')
    expect(await start('next', { policy: 'resend' })).toEqual({ kind: 'go', attempt: 2 })
    expect(news()).toEqual(['sending', 'unknown', 'sending'])
    const full = { ...limit, max: 0 }
    expect(await start('late', { policy: 'resend', limit: full })).toMatchObject({ kind: 'wait' })
    expect(await start('late', { policy: 'resend', limit: full })).toMatchObject({ kind: 'wait' })
    expect(news()).toEqual(['unknown'])
  })

  it('of a message that expires, once', async () => {
    await start('a', { expiresAt: 1_000 })
    await start('b', { expiresAt: 1_000 })
    expect(news()).toEqual(['expired'])
  })

  it('every status that is seen, once, in whatever order and by whomever', async () => {
    await start('a')
    await end('a', 'accepted')
    news()
    await see({ dispatchedAt: 1_000, readAt: 4_000 })
    expect(news()).toEqual(['read'])
    await see({ sentAt: 2_000, receivedAt: 3_000, repliedAt: 9_000 })
    expect(news()).toEqual(['sent', 'received'])
    expect(await see({ sentAt: 2_500, receivedAt: 3_500, readAt: 4_500, repliedAt: 9_500 })).toBe(0)
    await see({ sentAt: 1 }, 'nobody')
    expect(news()).toEqual([])
  })

  it('that a failed message was received all the same, and of a failure once', async () => {
    await start('a', { lane: 'urgent' })
    await end('a', 'accepted', 'm1', 'urgent')
    news()
    await see({ failedAt: 5_000 })
    await see({ failedAt: 5_000 })
    await see({ receivedAt: 6_000 })
    expect(news()).toEqual(['urgent failed', 'urgent received'])
  })

  it('that a doubt was ended, and that a message without a job has failed', async () => {
    await start('a', { lane: 'urgent' })
    await end('a', 'unknown', 'm1', 'urgent')
    news()
    expect(await resolve('enqueued')).toEqual(['m1'])
    expect(await resolve('enqueued')).toEqual([])
    expect(news()).toEqual(['urgent enqueued'])
    expect(await orphan()).toEqual(['m1'])
    expect(await orphan()).toEqual([])
    expect(news()).toEqual(['urgent failed'])
  })

  it('that a message is cancelled, whose person is forgotten, now or when its doubt is over', async () => {
    const job = { id: 'm2', lane: 'urgent', message, enqueuedAt: 1_000 } as const
    await forgetMessage(redis, keys, { ledgerOptions, id: 'm2', job })
    await forgetMessage(redis, keys, { ledgerOptions, id: 'm2' })
    expect(news()).toEqual(['urgent cancelled'])
    await start('a')
    await end('a', 'enqueued')
    news()
    await forgetMessage(redis, keys, { ledgerOptions, id: 'm1' })
    expect(news()).toEqual(['cancelled'])
    await start('b', { id: 'm3' })
    await end('b', 'unknown', 'm3')
    news()
    expect(await forgetMessage(redis, keys, { ledgerOptions, id: 'm3' })).toBe('in-doubt')
    await resolve('enqueued', 'm3')
    expect(news()).toEqual(['cancelled'])
  })

  it('what callbacks are told and no more, whatever is done in whatever order', async () => {
    const token = fc.constantFrom('a', 'b', 'c')
    const status = fc.constantFrom('accepted', 'rejected', 'unknown', 'enqueued')
    const time = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 2 })
    const seen = fc.record({
      ...{ acceptedAt: time, dispatchedAt: time, sentAt: time, receivedAt: time, readAt: time },
      ...{ repliedAt: time, failedAt: time },
    })
    type Step = () => Promise<unknown>
    const anyStart = fc.tuple(token, fc.constantFrom('verify', 'resend')).map(
      ([each, policy]): Step =>
        () =>
          start(each, { policy }),
    )
    const anyEnd = fc.tuple(token, status).map(
      ([each, to]): Step =>
        () =>
          end(each, to),
    )
    const step = fc.oneof(
      { weight: 6, arbitrary: anyStart },
      { weight: 6, arbitrary: anyEnd },
      {
        weight: 4,
        arbitrary: seen.map(
          (each): Step =>
            () =>
              see(each),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom('accepted', 'enqueued').map(
          (as): Step =>
            () =>
              resolve(as),
        ),
      },
      { weight: 1, arbitrary: fc.constant<Step>(() => orphan()) },
      {
        weight: 1,
        arbitrary: fc.constant<Step>(() => forgetMessage(redis, keys, { ledgerOptions, id: 'm1' })),
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20, size: 'max' }), async (steps) => {
        await clear()
        await start('a')
        for (const go of steps) await go()
        const told = (await redis.xrange(keys.events, '-', '+')).map(([, fields]) => fields[3])
        const loud = heard.map(({ status }) => status).filter((each) => !/enqueued|sending/.test(each))
        // An answer is told, and is no status.
        expect(loud.sort()).toEqual(told.filter((each) => each !== 'replied').sort())
      }),
      { numRuns: 200 },
    )
  })
})
