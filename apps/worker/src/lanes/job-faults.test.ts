import { randomUUID } from 'node:crypto'
import { readBatch, timeField } from '@disparo/core/internal/ledger'
import { describe, expect, it } from 'vitest'
import { type LaneFixture, openLaneFixture, template, toOf } from './lane-fixture.test.support.js'

const outage = { closeAfter: 5, firstPauseMs: 20, longestPauseMs: 100 }
const wide = { outage, limit: { max: 5_000, windowMs: 1_000 }, safetyMarginMs: 250 }
const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ to: toOf(n), ...template }))
/** Of the ledger alone: what else is told of a batch cannot be read while the gate is none. */
const countsOf = async ({ redis, keys }: LaneFixture, id: string) =>
  (await readBatch(redis, keys, id))?.counts
const becomes = (scene: LaneFixture, id: string, expected: Record<string, number>) =>
  expect.poll(() => countsOf(scene, id)).toMatchObject(expected)

describe('a fault of ours with one message', () => {
  it.each(['bulk', 'urgent'] as const)(
    'fails it after three, in lane %s; the others go, and it can be retried',
    async (lane) => {
      const scene = await openLaneFixture(`faults-one-${lane}`, wide)
      const { redis, keys, lanes, disparo } = scene
      const { id } = await disparo.sendMany(rows(20), { lane, rowsBy: 'place' })
      const bad = `${id}-7`
      await redis.set(keys.message(bad), 'no entry')
      await scene.work()
      await becomes(scene, id, { accepted: 19 })
      // Others must pass meanwhile for it to be its own fault.
      const more = async () => {
        await disparo.send({ to: toOf(500), ...template }, { lane })
        return (await lanes[lane].getJob(bad))?.isFailed()
      }
      await expect.poll(more).toBe(true)
      expect(scene.received.filter((to) => to === toOf(6))).toEqual([])
      // Once more for each time that nobody passed in between.
      expect(scene.logged('job:fault').length).toBeGreaterThanOrEqual(3)
      expect(scene.logged('job:fault')[0]).toMatchObject({ id: bad, step: 'begin', code: 'WRONGTYPE' })
      expect(JSON.stringify(scene.lines)).not.toContain(toOf(6))

      await redis.del(keys.message(bad))
      expect(await disparo.status(bad)).toMatchObject({
        status: 'failed',
        detail: 'internal-error',
        attempts: 0,
      })
      await disparo.retry(bad)
      await becomes(scene, id, { accepted: 20 })
      expect(await disparo.status(bad)).toMatchObject({ attempts: 1 })
      expect(scene.received.filter((to) => to === toOf(6))).toHaveLength(1)
    },
  )
})

describe('a fault of ours with all', () => {
  it('in begin spends no attempt, fails and removes nothing, and all go out when it is mended', async () => {
    const scene = await openLaneFixture('faults-all', wide)
    const { redis, keys, lanes, disparo } = scene
    const { id } = await disparo.sendMany(rows(300))
    await redis.set(keys.gate, 'no gate')
    await scene.work()
    await expect.poll(() => scene.logged('job:fault').length).toBeGreaterThan(40)
    expect(await countsOf(scene, id)).toMatchObject({ enqueued: 300 })
    expect(await lanes.bulk.getJobCounts('failed', 'completed')).toEqual({ failed: 0, completed: 0 })
    expect(await lanes.bulk.getJobCountByTypes('prioritized', 'delayed', 'active')).toBe(300)
    await redis.del(keys.gate)
    await becomes(scene, id, { accepted: 300 })
    const { messages = [] } = (await disparo.batchMessages(id, { limit: 300 })) ?? {}
    expect(new Set(messages.map(({ attempts }) => attempts))).toEqual(new Set([1]))
    expect(new Set(scene.received).size).toBe(300)
    expect(scene.received).toHaveLength(300)
  })

  it('in begin, after it has written, leaves no message in doubt', async () => {
    const scene = await openLaneFixture('faults-late', wide)
    const { redis, keys, disparo } = scene
    const { id } = await disparo.sendMany(rows(30))
    // Counting what is `sending` is the last that begin writes.
    await redis.hset(keys.batch(id), 'sending', 'no number')
    await scene.work()
    await expect.poll(() => scene.logged('job:fault').length).toBeGreaterThan(30)
    await redis.hdel(keys.batch(id), 'sending')
    await expect.poll(() => new Set(scene.received).size).toBe(30)
    expect(scene.received).toHaveLength(30)
    expect(scene.logged('message:unknown')).toEqual([])
    const { messages = [] } = (await disparo.batchMessages(id, { limit: 30 })) ?? {}
    expect(new Set(messages.map(({ attempts }) => attempts))).toEqual(new Set([1]))
  })

  it.each(['bulk', 'urgent'] as const)(
    'in settle leaves messages in doubt in lane %s, and sends none again without a proof',
    async (lane) => {
      // Under `resend`, too: what may have been sent must not go out up to eight times.
      const policy = { unknownPolicy: { urgent: 'resend', bulk: 'resend' } } as const
      const scene = await openLaneFixture(`faults-settle-${lane}`, { ...wide, ...policy })
      const { redis, keys, lanes, disparo } = scene
      scene.answer = () => 500
      const { id } = await disparo.sendMany(rows(40), { lane })
      await redis.hset(keys.gate, 'failures', 'no number')
      await scene.work()
      await becomes(scene, id, { unknown: 40 })
      await expect.poll(() => lanes[lane].getDelayedCount()).toBe(40)
      expect(scene.received).toHaveLength(40)
      expect(scene.logged('job:fault').length).toBeGreaterThanOrEqual(40)
      expect(new Set(scene.logged('job:fault').map(({ step }) => step))).toEqual(new Set(['settle']))
      const { messages = [] } = (await disparo.batchMessages(id, { limit: 40 })) ?? {}
      expect(new Set(messages.map(({ attempts }) => attempts))).toEqual(new Set([1]))
    },
  )
})

describe('a failed job', () => {
  it('is removed when its time is over, but never where its message is not settled', async () => {
    const scene = await openLaneFixture('faults-trim', { ...wide, ledgerDays: 1 })
    const { redis, keys, lanes, disparo } = scene
    scene.answer = () => 400
    const { id } = await disparo.sendMany(rows(10), { rowsBy: 'place' })
    const poisoned = randomUUID()
    // As a program of before enqueues them.
    const before = { removeOnFail: { count: 1 }, attempts: 1 }
    await lanes.bulk.add('send', {} as never, { jobId: poisoned, priority: 10, ...before })
    const worker = await scene.work()
    await expect.poll(() => lanes.bulk.getFailedCount()).toBe(11)
    await worker.stop(1_000)
    // The ledger has let go of one, and has another to be sent again, whose job has only to run.
    await redis.del(keys.message(`${id}-1`))
    await redis.hset(keys.message(`${id}-2`), 's', 'enqueued', timeField.enqueued, 1)
    for (const each of await redis.zrange(lanes.bulk.toKey('failed'), '0', '-1')) {
      await redis.zadd(lanes.bulk.toKey('failed'), 1, each)
    }
    await scene.work()
    await expect.poll(() => lanes.bulk.getFailedCount()).toBe(2)
    const left = await redis.zrange(lanes.bulk.toKey('failed'), '0', '-1')
    expect(left.toSorted()).toEqual([poisoned, `${id}-2`].toSorted())
    expect(await redis.exists(lanes.bulk.toKey(`${id}-1`), lanes.bulk.toKey(`${id}-3`))).toBe(0)
  })
})
