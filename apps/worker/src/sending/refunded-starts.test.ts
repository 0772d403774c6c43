import { randomUUID } from 'node:crypto'
import { begin, settle } from '@disparo/core/internal/ledger'
import { bulkPriority, closeLanes, openLanes, sendJobName } from '@disparo/core/internal/queue'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type LaneFixture, openLaneFixture, template, toOf } from '../lanes/lane-fixture.test.support.js'
import { messages, openXmlFixture, phoneOf } from '../xml/xml-fixture.test.support.js'

type Lane = 'urgent' | 'bulk'
const ledgerOptions = { retentionMs: 86_400_000, outbox: false }

/** Puts so many jobs in front of all others of a lane, each with what `over` says of its message. */
async function enqueue({ lanes }: Pick<LaneFixture, 'lanes'>, lane: Lane, ids: string[], over: object = {}) {
  const priority = lane === 'bulk' ? { priority: bulkPriority.retry } : {}
  await lanes[lane].addBulk(
    ids.map((jobId, n) => ({
      name: sendJobName,
      data: { message: { to: toOf(n), ...template }, ...over },
      opts: { jobId, ...priority },
    })),
  )
}

/** Their attempt came to this, and their jobs are to look. */
async function settled(
  { redis, keys }: LaneFixture,
  lane: Lane,
  ids: string[],
  status: 'accepted' | 'unknown',
) {
  await Promise.all(
    ids.map(async (id, n) => {
      const one = { id, token: 'before', lane, ledgerOptions, maxAttempts: 8 }
      const limit = { max: 99_999, windowMs: 1, safetyMarginMs: 0, reserve: 0 }
      const message = { to: toOf(n), ...template }
      await begin(redis, keys, {
        ...one,
        message,
        limit,
        policy: 'verify',
        attemptMs: 1,
        enqueuedAt: Date.now(),
      })
      const gate = { kind: 'none' } as const
      await settle(redis, keys, {
        ...{ ...one, outage: { closeAfter: 1, firstPauseMs: 1, longestPauseMs: 1 } },
        settlement: { status, countAttempt: 'always', exhausted: 'failed', gate },
      })
    }),
  )
}

const many = (count: number) => Array.from({ length: count }, () => randomUUID())
const startsOf = async ({ redis, lanes }: LaneFixture, lane: Lane) =>
  Number(await redis.get(lanes[lane].toKey('limiter')))

describe('starts that send nothing cost no pace:', () => {
  it('700 one-time codes that have expired hold up no fresh one, where the limit is 500', async () => {
    const scene = await openLaneFixture('starts-otp', { limit: { max: 500, windowMs: 600_000 } })
    await enqueue(scene, 'urgent', many(700), { expiresAt: 1 })
    const { id } = await scene.disparo.send({ to: toOf(999), ...template }, { lane: 'urgent' })
    await scene.work()
    // Of 500 starts in the window 701 were made by then, and one counts.
    await expect.poll(async () => (await scene.disparo.status(id))?.status).toBe('accepted')
    await expect.poll(() => startsOf(scene, 'urgent')).toBe(1)
    expect(scene.received).toEqual([toOf(999)])
  })

  // Bulk, too, may make 8 starts in ten minutes here, and urgent 8.
  const slow = { limit: { max: 8, windowMs: 600_000 }, reserve: 0 }
  const whats = ['expired', 'settled', 'unknown', 'cancelled', 'poisoned'] as const
  const both = (['urgent', 'bulk'] as const).flatMap((lane) => whats.map((what) => ({ lane, what })))

  it.each(both)('200 messages in lane $lane that are $what', async ({ lane, what }) => {
    const scene = await openLaneFixture(`starts-${lane}-${what}`, {
      ...slow,
      unknownPolicy: { urgent: 'verify', bulk: 'verify' },
    })
    const ids = many(200)
    const batch = randomUUID()
    if (what === 'settled') await settled(scene, lane, ids, 'accepted')
    if (what === 'unknown') await settled(scene, lane, ids, 'unknown')
    await scene.redis.del(scene.keys.permits)
    if (what === 'cancelled') await scene.redis.hset(scene.keys.batch(batch), 'state', 'cancelled')
    const over = { expired: { expiresAt: 1 }, cancelled: { batch, row: 1 }, poisoned: { what } }
    await enqueue(scene, lane, ids, over[what as keyof typeof over])
    const good = await scene.disparo.sendMany(
      Array.from({ length: 5 }, (_, n) => ({ to: toOf(1_000 + n), ...template })),
      { lane },
    )
    await scene.work()
    await expect.poll(async () => (await scene.disparo.batch(good.id))?.counts).toMatchObject({ accepted: 5 })
    const queue = scene.lanes[lane]
    const left = { unknown: { delayed: 200 }, poisoned: { failed: 200 } }[what as string] ?? {}
    await expect
      .poll(() => queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'))
      .toEqual({ waiting: 0, prioritized: 0, active: 0, delayed: 0, failed: 0, ...left })
    await expect.poll(() => startsOf(scene, lane)).toBe(5)
    expect(scene.received).toHaveLength(5)
  })

  it('members of a group by XML that drop out', async () => {
    const scene = await openXmlFixture('starts-xml', {
      ...{ limit: { max: 2, windowMs: 600_000 }, reserve: 0 },
      xml: { groupMax: 10, groupWaitMs: 50 },
    })
    // 20 starts in ten minutes: two requests of ten messages.
    const lanes = openLanes(scene.redis, scene.account)
    onTestFinished(() => closeLanes(lanes))
    await enqueue({ lanes }, 'bulk', many(95), { expiresAt: 1 })
    const { id } = await scene.disparo.sendMany(messages(5, {}, 500))
    await scene.work()
    await expect.poll(() => scene.counts(id)).toMatchObject({ accepted: 5 })
    const phones = scene.server.sent.flatMap(({ contacts }) => contacts.map(({ phone }) => phone))
    expect(phones.toSorted()).toEqual(Array.from({ length: 5 }, (_, n) => phoneOf(500 + n)))
    // Who goes with others that drop out is accepted before the starts of those are given back.
    await expect.poll(async () => Number(await scene.redis.get(lanes.bulk.toKey('limiter')))).toBe(5)
  })
})
