import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { takeQuota } from '../../gate/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { countForeignItems, recordForeignItems, rollUpForeignItems } from './foreign-items.js'
import { readReportState, recordScan, reportQuota } from './report-state.js'

const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(`state-${randomUUID().slice(0, 8)}`)
const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  redis.disconnect()
})

const settings = { max: 2, windowMs: 60_000 }
const state = () => readReportState(redis, keys, settings)

describe('the state of the report', () => {
  it('says when there is a request again, where none is left', async () => {
    expect((await state()).quota).toEqual({ ...settings, left: 2 })
    const quota = reportQuota(keys, settings)
    const before = Date.now()
    for (const token of ['a', 'b']) await takeQuota(redis, quota, { token, requestMs: 1_000 })
    const { left, resetAt = '' } = (await state()).quota
    expect(left).toBe(0)
    // The margin is included.
    expect(Date.parse(resetAt)).toBeGreaterThan(before + settings.windowMs)
    expect(Date.parse(resetAt)).toBeLessThan(before + 2 * settings.windowMs)
  })

  it('has the last scan, and a sender until a later message shows another', async () => {
    await recordScan(redis, keys, { startedAt: 1_000, sender: { number: 'a', at: 500 } })
    await recordScan(redis, keys, { startedAt: 2_000 })
    expect(await state()).toMatchObject({ lastScanAt: new Date(2_000).toISOString(), sender: 'a' })
    await recordScan(redis, keys, { startedAt: 3_000, sender: { number: 'old', at: 499 } })
    expect(await state()).toMatchObject({ lastScanAt: new Date(3_000).toISOString(), sender: 'a' })
    await recordScan(redis, keys, { startedAt: 4_000, sender: { number: 'new', at: 501 } })
    expect((await state()).sender).toBe('new')
  })
})

describe('items of others', () => {
  it('are what the latest scan of each slice counted, whatever is dropped, and however often', async () => {
    const n = fc.integer({ min: 1, max: 6 })
    const scan = fc.record({ kind: fc.constant('scan' as const), n, count: fc.nat(5) })
    const drop = fc.record({ kind: fc.constant('drop' as const), n })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(scan, drop), { maxLength: 15 }), async (steps) => {
        await clear()
        const counts = new Map<number, number>()
        const dropped = new Set<number>()
        for (const step of steps) {
          if (step.kind === 'drop') {
            dropped.add(step.n)
            await rollUpForeignItems(redis, keys, [step.n, ...dropped])
          } else if (!dropped.has(step.n)) {
            counts.set(step.n, step.count)
            await recordForeignItems(redis, keys, new Map([[step.n, step.count]]))
          }
        }
        const expected = [...counts.values()].reduce((sum, count) => sum + count, 0)
        expect(await countForeignItems(redis, keys)).toBe(expected)
      }),
      { numRuns: 50 },
    )
  })
})
