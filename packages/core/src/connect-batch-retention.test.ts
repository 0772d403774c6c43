import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect } from './connect.js'
import { begin } from './ledger/index.js'
import { closeLanes, openLanes } from './queue/index.js'
import { accountKeys, openRedis, RedisUnavailableError } from './redis/index.js'

const name = 'remembered-test'
const dayMs = 86_400_000
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const lanes = openLanes(redis, { name })
const disparo = connect({ redis: inject('redisUrl'), account: { name, ledgerDays: 10 } })
const row = (n: number) => ({ to: `551190000${1_000 + n}`, namespace: 'ns', elementName: 'aviso' })
const inDays = (days: number) => new Date(Date.now() + days * dayMs)

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  await Promise.all([disparo.close(), closeLanes(lanes)])
  redis.disconnect()
})

/** In days, of all that is kept of a batch. */
const keptDays = async (id: string) => {
  const kept = await Promise.all([keys.batch(id), keys.batchRows(id)].map((key) => redis.pttl(key)))
  return Math.min(...kept) / dayMs
}

describe('a batch is remembered', () => {
  it('until `ledgerDays` after the last moment at which one of its rows may be sent', async () => {
    const late = await disparo.sendMany([row(1)], { sendAt: inDays(300) })
    expect(await keptDays(late.id)).toBeGreaterThan(310)
    const oneLate = await disparo.sendMany([row(1), { ...row(2), sendAt: inDays(200) }, row(3)])
    expect(await keptDays(oneLate.id)).toBeGreaterThan(210)
    const long = await disparo.sendMany([{ ...row(1), expiresAt: inDays(100) }])
    expect(await keptDays(long.id)).toBeGreaterThan(109)
    const brief = await disparo.sendMany([{ ...row(1), expiresAt: inDays(1) }])
    expect(await keptDays(brief.id)).toBeGreaterThan(10)
  })

  it('as long when it was paused as its late rows came', async () => {
    const { id } = await disparo.sendMany([row(1)], { key: 'paused' })
    await disparo.pauseBatch(id)
    await disparo.sendMany([row(1), { ...row(2), sendAt: inDays(300) }], { key: 'paused' })
    expect(await redis.pttl(keys.batch(id))).toBe(-1)
    await disparo.resumeBatch(id)
    expect(await keptDays(id)).toBeGreaterThan(310)
  })

  it('as long as the entry of a message that is sent late, as after an outage of weeks', async () => {
    const { id } = await disparo.sendMany([row(1)])
    for (const key of [keys.batch(id), keys.batchRows(id)]) await redis.pexpire(key, dayMs)
    const message = (await disparo.batchMessages(id))?.messages[0]
    await begin(redis, keys, {
      ...{ id: message?.id ?? '', token: 'a', lane: 'bulk', message: row(1), batch: id, row: 1 },
      limit: { max: 10, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
      ...{ policy: 'verify', maxAttempts: 8, attemptMs: 1_000, enqueuedAt: 1_000 },
      ledgerOptions: { retentionMs: 10 * dayMs, outbox: false },
    })
    expect(await keptDays(id)).toBeGreaterThan(10)
  })
})

describe('sendAt', () => {
  const late = { path: 'sendAt', message: expect.stringContaining('more than a year ahead') }

  it('is at most a year ahead, of a message, a batch and a row', async () => {
    const tooLate = { sendAt: inDays(367) }
    await expect(disparo.send(row(1), tooLate)).rejects.toMatchObject({ problems: [late] })
    await expect(disparo.sendMany([row(1)], tooLate)).rejects.toMatchObject({ problems: [late] })
    const rows = [{ ...row(1), ...tooLate }, { ...row(2), sendAt: '2099-01-01T00:00:00Z' }, row(3)]
    const problems = [1, 2].map((each) => ({ row: each, ...late }))
    expect(await disparo.sendMany(rows)).toMatchObject({ enqueued: 1, rejected: 2, problems })
    expect(await disparo.check(rows)).toMatchObject({ rejected: 2, problems })
  })

  it('is taken for the same day of the next year', async () => {
    expect(await disparo.send(row(1), { sendAt: inDays(365.9) })).toMatchObject({ created: true })
  })
})

describe('the same key as a message and as a row, at the same moment', () => {
  it.each(['urgent', 'bulk'] as const)('is one message, and counts once: %s and bulk', async (lane) => {
    const keyed = Array.from({ length: 200 }, (_, n) => ({ ...row(n), key: `order-${n}` }))
    const other = connect({ redis: inject('redisUrl'), account: { name, ledgerDays: 10 } })
    await other.ping()
    // One that waits for a row of its key, longer than a message may wait, is told to try again; it may be there by then.
    let triedAgain = 0
    const insist = async ({ key, ...message }: (typeof keyed)[number]): Promise<boolean> => {
      try {
        return (await disparo.send(message, { key, lane })).created
      } catch (error) {
        if (!(error instanceof RedisUnavailableError)) throw error
        triedAgain += 1
        return insist({ key, ...message })
      }
    }
    // In waves, so that some come while rows are looked up, some while they are enqueued, and some after that.
    const singles = async () => {
      let created = 0
      for (let first = 0; first < keyed.length; first += 20) {
        const sent = await Promise.all(keyed.slice(first, first + 20).map(insist))
        created += sent.filter(Boolean).length
      }
      return created
    }
    const [created, batch] = await Promise.all([singles(), other.sendMany(keyed, { lane: 'bulk' })])
    expect(batch.enqueued + batch.duplicates).toBe(keyed.length)
    expect(created + batch.enqueued).toBeLessThanOrEqual(keyed.length)
    expect(created + batch.enqueued).toBeGreaterThanOrEqual(keyed.length - triedAgain)
    expect(await disparo.batch(batch.id)).toMatchObject({ total: batch.enqueued })
    const jobs = await Promise.all([lanes.urgent.getJobCounts(), lanes.bulk.getJobCounts()])
    const inLanes = jobs.flatMap((each) => Object.values(each)).reduce((sum, each) => sum + each, 0)
    expect(inLanes).toBe(keyed.length)
    await other.close()
  })
})
