import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { QuietHours } from './account/index.js'
import { connect } from './connect.js'
import { recordHeartbeat } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const account = 'connect-quiet-hours'
const keys = accountKeys(account)
const redis = openRedis(inject('redisUrl'), 'worker')
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const dayMs = 86_400_000
/** Open on the day after tomorrow only, by UTC. */
const day = new Date(Date.now() + 2 * dayMs)
const quietHours = {
  windows: [{ days: [days[day.getUTCDay()] ?? 'sun'], from: '08:00', until: '20:00' }],
  zone: 'UTC',
  ...{ covers: 'marketing', urgent: false, closedDates: [] },
} satisfies QuietHours
const opens = `${day.toISOString().slice(0, 10)}T08:00:00.000Z`
const disparo = connect({ redis: inject('redisUrl'), account: { name: account, quietHours } })
const message = (n: number, over: object = {}) => ({
  ...{ to: `551190000${String(n).padStart(4, '0')}`, namespace: 'ns', elementName: 'oi' },
  ...over,
})
const rows = (count: number, over: object = {}) => Array.from({ length: count }, (_, n) => message(n, over))

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  await recordHeartbeat(redis, keys)
})
afterAll(async () => {
  await disparo.close()
  redis.disconnect()
})

describe('a receipt of what is enqueued within quiet hours', () => {
  it('says until when a message waits; one that is not covered, or due later, does not', async () => {
    expect(await disparo.send(message(1), { lane: 'bulk' })).toMatchObject({ quietUntil: opens })
    const sendAt = new Date(Date.parse(opens) + 3_600_000)
    for (const [given, options] of [
      [message(2), { lane: 'urgent' }],
      [message(3, { category: 'UTILITY' }), { lane: 'bulk' }],
      [message(4), { lane: 'bulk', sendAt }],
    ] as const) {
      expect(await disparo.send(given, options)).not.toHaveProperty('quietUntil')
    }
  })

  it('reckons the end of a batch from when they may go, and so does a check', async () => {
    const checked = await disparo.check(rows(490))
    expect(checked).toMatchObject({ quiet: { messages: 490, until: opens }, quietHours })
    const receipt = await disparo.sendMany(rows(490))
    for (const { estimatedDoneAt } of [checked, receipt]) {
      const later = Date.parse(String(estimatedDoneAt)) - Date.parse(opens)
      expect(later).toBe(61_000)
    }
    const other = await disparo.sendMany(rows(10, { category: 'UTILITY' }))
    expect(Date.parse(String(other.estimatedDoneAt))).toBeLessThan(Date.now() + 3_600_000)
    expect(await disparo.check(rows(1, { category: 'UTILITY' }))).not.toHaveProperty('quiet')
  })

  it('goes on in the next window where one is too short', async () => {
    // 490 in 61 s for 12 h are some 347,000: as if so many were asleep already.
    await redis.hset(keys.quietHours, `other:${Date.parse(opens)}`, '400000')
    const { id, estimatedDoneAt } = await disparo.sendMany(rows(1))
    expect(String(estimatedDoneAt).slice(0, 11)).toBe(
      new Date(Date.parse(opens) + 7 * dayMs).toISOString().slice(0, 11),
    )
    expect((await disparo.batch(id))?.estimatedDoneAt?.slice(0, 11)).toBe(estimatedDoneAt?.slice(0, 11))
  })
})

describe('what holds a batch up', () => {
  it('is its hour, for as many as sleep and no more than are enqueued', async () => {
    const { id } = await disparo.sendMany(rows(5))
    expect((await disparo.batch(id))?.holdups).toEqual([])
    for (const key of [keys.quietHours, keys.batchQuietHours(id)]) {
      await redis.hset(key, `mark:${Date.parse(opens)}`, '7', `mark:${Date.now() - 1_000}`, '7')
    }
    const state = await disparo.batch(id)
    expect(state?.holdups).toEqual([{ reason: 'quiet-hours', messages: 5, until: opens }])
    expect((await disparo.accountState()).holdups).toContainEqual({
      ...{ reason: 'quiet-hours', messages: 7, until: opens },
    })
    // What slept for hours that are no more is awake.
    await redis.hdel(keys.quietHours, `mark:${Date.parse(opens)}`)
    expect((await disparo.batch(id))?.holdups).toEqual([])
  })
})
