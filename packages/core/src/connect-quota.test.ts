import { afterAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { type AccountSettings, connect } from './index.js'
import { closeLanes, openLanes, openQuota, QuotaExceededError } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'quota-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const row = (n: number) => ({
  to: `55119000${String(10_000 + n)}`,
  ...{ namespace: 'ns', elementName: 'aviso' },
})
const rows = (count: number, first = 0) => Array.from({ length: count }, (_, n) => row(first + n))

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  redis.disconnect()
})

function open(quota: NonNullable<AccountSettings['quota']>) {
  const disparo = connect({ redis: url, account: { name, quota } })
  onTestFinished(() => disparo.close())
  return disparo
}

/** As if so many had been sent. */
const send = async (count: number) => {
  const lane = `${keys.prefix}:${name}-bulk`
  expect(await redis.zremrangebyrank(`${lane}:prioritized`, 0, count - 1)).toBe(count)
}

const refusalOf = async (call: Promise<unknown>): Promise<QuotaExceededError> => {
  const error = await call.catch((refusal: unknown) => refusal)
  if (error instanceof QuotaExceededError) return error
  throw new TypeError('It was not refused', { cause: error })
}

describe('as many messages wait as an account lets', () => {
  it('of a batch only so many are in, and repeated with its key it goes on until it is whole', async () => {
    const disparo = open({ waiting: 1_500 })
    const batch = rows(3_200)
    const first = await refusalOf(disparo.sendMany(batch, { key: 'large' }))
    expect(first).toMatchObject({ code: 'QUOTA_EXCEEDED', quota: 'waiting', max: 1_500 })
    expect(first.batch).toMatchObject({ rows: 1_500, enqueued: 1_500, rejected: 0 })
    const id = first.batch?.id ?? ''
    expect(await disparo.batch(id)).toMatchObject({ total: 1_500 })
    await send(1_000)
    const second = await refusalOf(disparo.sendMany(batch, { key: 'large' }))
    expect(second.batch).toMatchObject({ id, rows: 2_500, enqueued: 1_000, unchanged: 1_500 })
    await send(1_500)
    expect(await disparo.sendMany(batch, { key: 'large' })).toMatchObject({
      ...{ id, rows: 3_200, enqueued: 700, unchanged: 2_500 },
    })
    expect(await disparo.batch(id)).toMatchObject({ total: 3_200 })
  })

  it('no new batch begins, but one that is in can be repeated', async () => {
    const disparo = open({ waiting: 10 })
    await disparo.sendMany(rows(10), { key: 'in' })
    const before = await redis.keys(`${keys.prefix}:*`)
    const refused = await refusalOf(disparo.sendMany(rows(1, 500), { key: 'new' }))
    expect(refused.batch).toBeUndefined()
    expect((await redis.keys(`${keys.prefix}:*`)).sort()).toEqual(before.sort())
    await expect(disparo.mayBegin({ key: 'new' })).rejects.toBeInstanceOf(QuotaExceededError)
    expect(await disparo.sendMany(rows(10), { key: 'in' })).toMatchObject({ unchanged: 10, enqueued: 0 })
    await disparo.mayBegin({ key: 'in' })
  })

  it('of a batch of known size it is told before it begins', async () => {
    const disparo = open({ waiting: 10 })
    await disparo.mayBegin({ rows: 10 })
    await expect(disparo.mayBegin({ rows: 11 })).rejects.toMatchObject({ quota: 'waiting' })
  })

  it('counts what waits for its time, too, and nothing twice after a crash', async () => {
    const disparo = open({ waiting: 10 })
    await disparo.sendMany(rows(10), { key: 'later', sendAt: new Date(Date.now() + 3_600_000) })
    await refusalOf(disparo.send(row(500)))
    // Interrupted between its jobs and their noting down: nothing is counted but the jobs.
    await redis.del(...(await redis.keys(`${keys.prefix}:batch:*:rows`)))
    expect(
      await disparo.sendMany(rows(10), { key: 'later', sendAt: new Date(Date.now() + 3_600_000) }),
    ).toMatchObject({ unchanged: 10 })
    await redis.del(`${keys.prefix}:${name}-bulk:delayed`)
    expect(await disparo.send(row(500))).toMatchObject({ created: true })
  })

  it('refuses single messages, but a known key is answered as before', async () => {
    const disparo = open({ waiting: 3 })
    const sent = await disparo.send(row(0), { key: 'known' })
    await disparo.sendMany(rows(2, 100), { key: 'rest' })
    const refused = await refusalOf(disparo.send(row(1), { key: 'other' }))
    expect(refused).toMatchObject({ quota: 'waiting', batch: undefined })
    expect(refused.message).not.toContain('55119')
    expect(await disparo.send(row(0), { key: 'known' })).toEqual({ ...sent, created: false })
    await send(1)
    expect(await disparo.send(row(1), { key: 'other' })).toMatchObject({ created: true })
  })

  it('keeps out no one-time code: a tenth more is for single urgent messages', async () => {
    const disparo = open({ waiting: 20 })
    await refusalOf(disparo.sendMany(rows(30), { key: 'urgent rows', lane: 'urgent' }))
    await refusalOf(disparo.send(row(100)))
    const code = (n: number) =>
      disparo.send({
        ...{ to: row(n).to, template: { namespace: 'ns', elementName: 'codigo' }, otp: '123456' },
      })
    for (const n of [200, 201]) expect(await code(n)).toMatchObject({ lane: 'urgent', created: true })
    expect(await refusalOf(code(202))).toMatchObject({ quota: 'waiting' })
  })
})

describe('as many messages a minute as an account lets', () => {
  it('a batch ends, says when it goes on, and is whole after some minutes, whatever the size of a chunk', async () => {
    const disparo = open({ waiting: 5_000, perMinute: 400 })
    const terms = { key: 'slow' }
    const refused = await refusalOf(disparo.sendMany(rows(1_000), terms))
    expect(refused).toMatchObject({ quota: 'perMinute', max: 400, batch: { enqueued: 400 } })
    expect(refused.retryAfterMs).toBeGreaterThan(0)
    expect(refused.retryAfterMs).toBeLessThanOrEqual(60_000)
    await redis.del(keys.quotaBulk)
    expect((await refusalOf(disparo.sendMany(rows(1_000), terms))).batch).toMatchObject({ enqueued: 400 })
    await redis.del(keys.quotaBulk)
    expect(await disparo.sendMany(rows(1_000), terms)).toMatchObject({ enqueued: 200, unchanged: 800 })
    expect(await redis.get(keys.quotaBulk)).toBe('200')
  })

  it('what is known counts for nothing', async () => {
    const disparo = open({ waiting: 5_000, perMinute: 10 })
    await disparo.sendMany(rows(9), { key: 'batch' })
    await disparo.send(row(100), { key: 'single' })
    await disparo.sendMany(rows(9), { key: 'batch' })
    await disparo.send(row(100), { key: 'single' })
    expect(await redis.get(keys.quotaBulk)).toBe('10')
    await refusalOf(disparo.send(row(101)))
  })

  it('single urgent messages are counted apart', async () => {
    const disparo = open({ waiting: 5_000, perMinute: 3 })
    await disparo.sendMany(rows(3))
    await refusalOf(disparo.send(row(100)))
    for (const n of [200, 201, 202]) await disparo.send(row(n), { lane: 'urgent' })
    expect(await refusalOf(disparo.send(row(203), { lane: 'urgent' }))).toMatchObject({ quota: 'perMinute' })
  })
})

it('far from its quota an account counts what waits a few times a second, not for each message', async () => {
  const lanes = openLanes(redis, { name })
  onTestFinished(() => closeLanes(lanes))
  let counted = 0
  const { bulk } = lanes
  const count = bulk.getJobCounts.bind(bulk)
  bulk.getJobCounts = (...types) => {
    counted += 1
    return count(...types)
  }
  const quota = openQuota({ redis, keys, lanes }, { waiting: 5_000_000 })
  await Promise.all(Array.from({ length: 20 }, () => quota.take(1, { isUrgent: false })))
  const before = counted
  for (let n = 0; n < 200; n++) await quota.take(1, { isUrgent: false })
  expect(counted - before).toBeLessThan(100)
})
