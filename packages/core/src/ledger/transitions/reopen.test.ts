import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import {
  type BeginInput,
  begin,
  forgetMessage,
  type Observation,
  observe,
  readBatch,
  readEntries,
  readReleased,
  recordChunk,
  reopen,
  resolveDoubt,
  rowId,
  type Settlement,
  type StatusChange,
  settle,
} from '../index.js'

const keys = accountKeys('reopen-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000001'
const id = rowId(batch, 1)
const jobKey = `${keys.prefix}:a-job`
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
const outage = { closeAfter: 99, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const limit = { max: 1_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }
const maxAttempts = 2

let heard: StatusChange[] = []
const ledgerOptions = {
  retentionMs: 86_400_000,
  outbox: true,
  onStatus: (change: StatusChange) => void heard.push(change),
}

const start = (token: string, over: Partial<BeginInput> = {}) =>
  begin(redis, keys, {
    ...{
      id,
      token,
      lane: 'bulk',
      message,
      policy: 'verify',
      limit,
      ledgerOptions,
      maxAttempts,
      batch,
    },
    ...{ attemptMs: 5_000, enqueuedAt: 1_000 },
    ...over,
  })
const end = (token: string, status: Settlement['status'], detail?: string) =>
  settle(redis, keys, {
    ...{ id, token, lane: 'bulk', maxAttempts, ledgerOptions, outage, batch },
    settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' }, detail },
  })
const see = (seen: Partial<Observation>) =>
  observe(redis, keys, { ledgerOptions, observations: [{ id, ...seen }] })
const forget = () => forgetMessage(redis, keys, { ledgerOptions, id })
const again = async () => (await reopen(redis, keys, { ledgerOptions, messages: [{ id, jobKey }] }))[0]
const entry = async () => (await readEntries({ redis, keys }, [id]))[0]
const counts = async () => (await readBatch(redis, keys, batch))?.counts
const told = async () => (await redis.xrange(keys.events, '-', '+')).map(([, fields]) => fields[3])

/** Every attempt is answered 503. */
async function fail(over: Partial<BeginInput> = {}): Promise<void> {
  for (const token of ['f1', 'f2']) {
    await start(token, over)
    await end(token, 'enqueued', 'http-503')
  }
}

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  await redis.set(jobKey, 'a job')
  const now = Date.now()
  await recordChunk(redis, keys, {
    ...{ id: batch, lane: 'bulk', rows: [{ row: 1 }], rejectedRows: 0 },
    ...{ now, retentionMs: 86_400_000 },
  })
  heard = []
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  await redis.del(...(await redis.keys(`${keys.prefix}:*`)))
  redis.disconnect()
})

describe('a message that failed, when it is reopened', () => {
  it('waits again, with none of its attempts made, and says why it failed until it is sent', async () => {
    await fail()
    expect(await entry()).toMatchObject({ status: 'failed', attempts: 2, detail: 'http-503' })
    expect(await again()).toBe('reopened')
    expect(await entry()).toMatchObject({
      ...{ status: 'enqueued', attempts: 0, detail: 'http-503' },
      times: { failed: expect.any(Number), enqueued: 1_000 },
    })
    expect(await start('b')).toEqual({ kind: 'go', attempt: 1 })
    expect(await entry()).toMatchObject({ detail: 'http-503' })
    await end('b', 'accepted')
    expect(await entry()).toMatchObject({ status: 'accepted', attempts: 1 })
    expect(await entry()).not.toHaveProperty('detail')
  })

  it('has as many attempts as a new one, and may fail again', async () => {
    await fail()
    await again()
    await fail()
    expect(await entry()).toMatchObject({ status: 'failed', attempts: 2 })
    expect(await told()).toEqual(['failed', 'batch.finished', 'failed', 'batch.finished'])
    expect(await again()).toBe('reopened')
  })

  it('is counted by its batch, heard of once, and kept for as long as it may take', async () => {
    await fail()
    expect(await redis.pttl(keys.message(id))).toBeGreaterThan(0)
    heard = []
    expect([await again(), await again()]).toEqual(['reopened', 'open'])
    expect(heard).toEqual([{ lane: 'bulk', status: 'enqueued' }])
    expect(await counts()).toMatchObject({ enqueued: 1, failed: 0 })
    expect(await redis.pttl(keys.message(id))).toBe(-1)
    expect(await readReleased(redis, keys, 10)).toEqual([id])
    expect(await told()).toEqual(['failed', 'batch.finished'])
  })
})

describe('a message stays as it is', () => {
  const states: Record<string, readonly [expected: string, prepare: () => Promise<unknown>]> = {
    'of which nobody knows': ['open', async () => {}],
    'that waits for its next attempt': ['open', () => start('a').then(() => end('a', 'enqueued'))],
    'whose attempt is under way': ['open', () => start('a')],
    'in doubt': ['in-doubt', () => start('a').then(() => end('a', 'unknown'))],
    'that was rejected': ['rejected', () => start('a').then(() => end('a', 'rejected'))],
    'that was accepted': ['already-sent', () => start('a').then(() => end('a', 'accepted'))],
    'that was read': [
      'already-sent',
      async () => {
        await start('a')
        await end('a', 'accepted')
        await see({ readAt: 5_000 })
      },
    ],
    'that upstream took and calls failed': [
      'already-sent',
      async () => {
        await start('a')
        await end('a', 'accepted')
        await see({ failedAt: 5_000 })
      },
    ],
    'in doubt that upstream calls failed': [
      'already-sent',
      async () => {
        await start('a')
        await end('a', 'unknown')
        await see({ failedAt: 5_000 })
      },
    ],
    'that expired': ['expired', () => start('a', { expiresAt: 1_000 })],
    'that failed, and is past its time by now': [
      'expired',
      () => fail({ expiresAt: Date.now() + 60_000 }).then(() => redis.hset(keys.message(id), 'x', 1_000)),
    ],
    'that was cancelled': [
      'forgotten',
      () =>
        start('a')
          .then(() => end('a', 'enqueued'))
          .then(forget),
    ],
    'that failed, of a person who was forgotten': ['forgotten', () => fail().then(forget)],
    'that failed and has no job': ['job-missing', () => fail().then(() => redis.del(jobKey))],
  }
  it.each(Object.entries(states))('%s', async (_, [expected, prepare]) => {
    await prepare()
    heard = []
    const before = await redis.hgetall(keys.message(id))
    const others = async () => [await counts(), await told(), await readReleased(redis, keys, 10)]
    const around = await others()
    expect(await again()).toBe(expected)
    expect(await redis.hgetall(keys.message(id))).toEqual(before)
    expect(await others()).toEqual(around)
    expect(heard).toEqual([])
  })
})

type Step = () => Promise<unknown>
const token = fc.constantFrom('a', 'b')
const time = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 1 })
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: token.map(
      (each): Step =>
        () =>
          start(each),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(token, fc.constantFrom('accepted', 'rejected', 'unknown', 'enqueued')).map(
      ([each, to]): Step =>
        () =>
          end(each, to),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Step>(() => fail()) },
  { weight: 4, arbitrary: fc.constant<Step>(again) },
  {
    weight: 1,
    arbitrary: fc.record({ acceptedAt: time, sentAt: time, readAt: time, failedAt: time }).map(
      (seen): Step =>
        () =>
          see(seen),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('accepted', 'enqueued').map(
      (as): Step =>
        () =>
          resolveDoubt(redis, keys, {
            ledgerOptions,
            ids: [id],
            as,
            reason: 'test',
            unknownBy: 1e15,
            attemptMs: 0,
          }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>(forget) },
)

describe('whatever is done in whatever order', () => {
  it('only what failed and never went out is reopened, and its batch counts it as what it is', async () => {
    let reopened = 0
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(steps, { maxLength: 12, size: 'max' }),
        async (hasFailed, all) => {
          await clear()
          await (hasFailed ? fail() : start('first'))
          for (const step of all) {
            const before = await entry()
            const answer = await step()
            const after = await entry()
            if (answer === 'reopened') {
              reopened += 1
              expect(before?.status).toBe('failed')
              expect(before?.to).toBe(message.to)
              expect(after).toMatchObject({ status: 'enqueued', attempts: 0 })
              for (const status of ['accepted', 'sent', 'received', 'read'] as const)
                expect(before?.times).not.toHaveProperty(status)
            } else if (before?.status === 'failed') expect(after?.status).not.toBe('enqueued')
            const counted = Object.entries((await counts()) ?? {}).filter(([, count]) => count !== 0)
            expect(counted).toEqual([[after?.status, 1]])
          }
        },
      ),
      { numRuns: 150 },
    )
    expect(reopened).toBeGreaterThan(10)
  })
})
