import { connect } from '@disparo/core'
import { detectClockRollback, readDoubts, sliceMs, timeField } from '@disparo/core/internal/ledger'
import { redisNow } from '@disparo/core/internal/redis'
import { describe, expect, it } from 'vitest'
import { iso, openReconcileFixture, type ReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'

const person = (n: number) => String(5_511_900_000_000 + n)

/** `lost` was POSTed 5 s after the start, and nobody knows whether it was sent. */
async function openDoubt(settings = {}, sent = 5): Promise<ReconcileFixture> {
  const scene = await openReconcileFixture('doubts', settings)
  await scene.redis.hset(scene.keys.reportState, { skewMs: 0, itemsPerMessage: 1 })
  await scene.put('lost', sent, { status: 'unknown' })
  return scene
}

const doubtOf = async ({ disparo }: ReconcileFixture) => {
  const [{ waiting, evidence } = {}] = await disparo.unknown()
  return { waiting, evidence }
}

describe('a message in doubt', () => {
  it('waits for the report’s time at first, and then for a message that is surely accepted after it', async () => {
    const scene = await openDoubt()
    expect(await doubtOf(scene)).toEqual({ waiting: 'report-lag', evidence: undefined })
    await scene.sibling(4)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 0 })
    expect(await doubtOf(scene)).toEqual({ waiting: 'no-control', evidence: { shown: 1, of: 1 } })
    expect((await scene.disparo.status('lost'))?.waiting).toBeUndefined()
  })

  it('is not proved absent by what ended the doubt of another', async () => {
    const scene = await openDoubt()
    await scene.put('found', 6, { to: person(6), status: 'unknown' })
    scene.server.rows = [rowAt(6, { sent: 7 }, { recipient: person(6) })]
    expect(await scene.scan()).toMatchObject({ matched: 1, released: 0 })
    expect(await scene.scan()).toMatchObject({ matched: 1, released: 0 })
  })

  it('waits as long as accepted ones of its time are not shown, and says how many are', async () => {
    const scene = await openDoubt()
    for (const n of [6, 7, 8, 9]) await scene.put(`m${n}`, n, { to: person(n) })
    await scene.sibling(10)
    expect(await scene.scan()).toMatchObject({ released: 0 })
    expect(await doubtOf(scene)).toEqual({ waiting: 'report-lag', evidence: { shown: 1, of: 5 } })
    scene.server.rows.push(...[6, 7, 8].map((n) => rowAt(n, {}, { recipient: person(n) })))
    expect(await scene.scan()).toMatchObject({ released: 1 })
  })

  it.each([
    ['another template', { elementName: 'outro_modelo' }],
    ['another label', { externalLabel: 'outra' }],
    ['another sender', { sender: '5521900000000' }],
  ])('is not released while an item with %s to that person is nobody’s', async (_, more) => {
    const scene = await openDoubt()
    for (const n of [6, 7, 8]) await scene.sibling(n)
    scene.server.rows.push(rowAt(9, {}, { namespace: 'outro', ...more }))
    expect(await scene.scan()).toMatchObject({ released: 0 })
    expect((await doubtOf(scene)).waiting).toBe('look-alike')
    scene.server.rows.pop()
    expect(await scene.scan()).toMatchObject({ released: 1 })
  })

  it('has its time looked at in one scan with the next slices that have something accepted', async () => {
    const scene = await openDoubt({}, -395)
    await scene.sibling(-95)
    await scene.redis.hset(
      scene.keys.slicesOpen,
      String(
        Math.floor(
          Number(await scene.redis.hget(scene.keys.message('sibling--95'), timeField.sending)) / sliceMs,
        ),
      ),
      0,
    )
    expect(await scene.scan()).toMatchObject({ slices: 2, released: 1 })
  })

  it('is looked at again as soon as a later message is shown, however much later', async () => {
    const scene = await openDoubt({}, -3_595)
    await scene.scan()
    expect((await doubtOf(scene)).waiting).toBe('no-control')
    await scene.sibling(60)
    const [slice] = await scene.redis.hkeys(scene.keys.slicesScanned)
    // It has had its look, and has another in minutes.
    await scene.redis.hset(scene.keys.slicesScanned, String(slice), Date.now())
    const { stop } = scene.start()
    // It is to be sent again, and has no job here.
    await expect.poll(async () => (await scene.status('lost'))?.detail).toBe('job-missing')
    await stop()
    expect(scene.lines.filter(({ event }) => event === 'report:scanned').slice(1)).toMatchObject([
      { released: 0 },
      { released: 1 },
    ])
  })

  it('after which nothing was sent is released by the second scan that shows what was sent before, after an hour', async () => {
    const scene = await openDoubt({}, -3_595)
    await scene.sibling(-3_600)
    expect(await scene.scan()).toMatchObject({ released: 0 })
    const [noted] = await readDoubts(scene.redis, scene.keys, 1)
    expect(noted?.doubtNote).toMatchObject({ why: 'no-control', shown: 1, of: 1 })
    expect(await scene.scan()).toMatchObject({ released: 1 })
  })

  it('waits for somebody’s word under hold', async () => {
    const scene = await openDoubt({ unknownPolicy: { bulk: 'hold' } })
    await scene.sibling(6)
    await scene.scan()
    expect((await doubtOf(scene)).waiting).toBe('policy')
  })

  it('of an account over XML waits for somebody’s word', async () => {
    const scene = await openDoubt()
    const { redisUrl } = await import('vitest').then(({ inject }) => ({ redisUrl: inject('redisUrl') }))
    const disparo = connect({ redis: redisUrl, account: { name: scene.account.name, transport: 'xml' } })
    expect(await disparo.unknown()).toMatchObject([{ id: 'lost', waiting: 'no-report' }])
    await disparo.close()
  })

  it('says what its own attempt waits for, and nothing of an earlier one', async () => {
    const scene = await openDoubt()
    await scene.scan()
    expect((await doubtOf(scene)).waiting).toBe('no-control')
    await scene.move('lost', 6)
    expect((await doubtOf(scene)).waiting).toBe('report-lag')
  })
})

describe('a message whose time in the report is over', () => {
  const settings = { reconcile: { maxAgeHours: 0.01, dispatchLagMs: 0, reportLagMs: 0 } }

  it('is counted where it was accepted and never shown, and is too old where it is in doubt', async () => {
    const scene = await openDoubt(settings, -1_200)
    await scene.put('silent', -1_199, { to: person(1) })
    await scene.put('shown', -1_198, { to: person(2) })
    scene.server.rows = [rowAt(-1_198, {}, { recipient: person(2) })]
    scene.start()
    await expect.poll(async () => (await scene.disparo.report()).missingMessages).toBe(1)
    expect(await scene.status('silent')).toMatchObject({ status: 'accepted', detail: 'not-in-report' })
    expect((await scene.status('shown'))?.detail).toBeUndefined()
    await expect.poll(async () => (await doubtOf(scene)).waiting).toBe('too-old')
  })
})

describe('a clock that was put back', () => {
  it('makes what is noted ahead of it no proof, also when that time has come', async () => {
    const scene = await openDoubt()
    const { redis, keys } = scene
    await scene.sibling(6)
    const now = await redisNow(redis, keys)
    const maxAgeMs = 72 * 3_600_000
    await redis.hset(keys.reportState, { clockSaid: now + 600_000 })
    await detectClockRollback(redis, keys, { now, maxAgeMs })
    expect(await scene.scan()).toMatchObject({ released: 1 })

    const doubted = await openDoubt()
    await doubted.sibling(6)
    const back = Math.floor(Date.parse(iso(0)))
    await doubted.redis.hset(doubted.keys.reportState, { clockSaid: back + 10_000 })
    await detectClockRollback(doubted.redis, doubted.keys, { now: back, maxAgeMs })
    expect(await doubted.scan()).toMatchObject({ released: 0 })
    expect((await doubtOf(doubted)).waiting).toBe('no-control')
  })

  it('is seen by attempts that are noted in the future', async () => {
    const scene = await openDoubt({}, 1_000)
    const { redis, keys } = scene
    const slices = [{ steps: [Math.floor(Date.parse(iso(1_000)) / sliceMs)] }]
    await detectClockRollback(redis, keys, { now: Date.now(), slices, maxAgeMs: 3_600_000 })
    const [from, until] = await redis.hmget(keys.reportState, 'putBackFrom', 'putBackUntil')
    expect(Number(from)).toBeLessThanOrEqual(Date.now())
    expect(Number(until)).toBeGreaterThanOrEqual(Date.parse(iso(1_000)))
  })
})

describe('a report that shows less than half of what was accepted', () => {
  const unmatched = async ({ disparo }: ReconcileFixture) => (await disparo.report()).unmatched
  const quarter = 15 * 60_000

  it('is told after a quarter of an hour, by the field that differs, until it shows them', async () => {
    const scene = await openDoubt()
    const { redis, keys, server, lines } = scene
    const sent = Array.from({ length: 20 }, (_, n) => n + 6)
    for (const n of sent) await scene.put(`m${n}`, n, { to: person(n) })
    const rows = sent.map((n) => rowAt(n + 25, {}, { recipient: person(n) }))
    server.rows = rows
    await scene.scan()
    expect(await unmatched(scene)).toBeUndefined()
    expect(await redis.hexists(keys.reportState, 'unmatchedSince')).toBe(1)
    await redis.hincrby(keys.reportState, 'unmatchedSince', -quarter)
    await scene.scan()
    await scene.scan()
    const told = lines.filter(({ event }) => event === 'report:unmatched')
    expect(told).toMatchObject([{ shown: 0, of: 20, field: 'dispatchDate' }])
    expect(await unmatched(scene)).toMatchObject({ shown: 0, of: 20, field: 'dispatchDate' })
    expect(JSON.stringify(lines)).not.toMatch(/55119|boas_vindas/)

    server.rows = sent.slice(0, 10).map((n) => rowAt(n, {}, { recipient: person(n) }))
    await scene.scan()
    expect(await unmatched(scene)).toBeUndefined()
    expect(lines.filter(({ event }) => event === 'report:matched')).toMatchObject([{ shown: 10, of: 20 }])
  })

  it('says nothing where there are fewer than 20', async () => {
    const scene = await openDoubt()
    for (let n = 6; n < 25; n++) await scene.put(`m${n}`, n, { to: person(n) })
    await scene.scan()
    expect(await scene.redis.hexists(scene.keys.reportState, 'unmatchedSince')).toBe(0)
  })
})
