import { randomBytes } from 'node:crypto'
import { connect, type Disparo, type Holdup } from '@disparo/core'
import { observeLimit } from '@disparo/core/internal/gate'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { pino } from 'pino'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { startAccountWorker } from './account-worker.js'
import { type LaneFixture, openLaneFixture, template, toOf } from './lanes/lane-fixture.test.support.js'

const name = 'holdups-test'
const url = inject('redisUrl')
/** 20 a second: a batch of some hundred runs for as long as a test looks. */
const settings = {
  limit: { max: 20, windowMs: 1_000 },
  safetyMarginMs: 100,
  outage: { closeAfter: 2, firstPauseMs: 300, longestPauseMs: 600 },
}

interface Scene extends LaneFixture {
  /** A program that knows the account's limit, as the producer does. */
  readonly asked: Disparo
}

async function open(): Promise<LaneFixture & Pick<Scene, 'asked'>> {
  const fixture = await openLaneFixture(name, settings)
  const { limit, safetyMarginMs } = settings
  const asked = connect({ redis: url, account: { name, limit, safetyMarginMs } })
  onTestFinished(() => asked.close())
  return Object.assign(fixture, { asked })
}

const rowsOf = (count: number, more: object = {}, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ to: toOf(from + n), ...template, ...more }))

async function reasonsOf({ asked }: Pick<Scene, 'asked'>, id: string) {
  return (await asked.batch(id))?.holdups.map(({ reason }) => reason)
}

/** The batch as it was asked for when these were all the reasons: by the next moment another may be there. */
async function batchOnceHeldBy(scene: Pick<Scene, 'asked'>, id: string, reasons: Holdup['reason'][]) {
  let batch: Awaited<ReturnType<Scene['asked']['batch']>>
  const ask = async () => {
    batch = await scene.asked.batch(id)
    return batch?.holdups.map(({ reason }) => reason)
  }
  await expect.poll(ask, { interval: 20 }).toEqual(reasons)
  return batch
}

/** The one reason, once it is there and nothing else is. */
async function only(scene: Pick<Scene, 'asked'>, id: string, reason: Holdup['reason']) {
  const batch = await batchOnceHeldBy(scene, id, [reason])
  return { ...batch, holdup: batch?.holdups[0] }
}

/** Nothing is in the way any more, and so it goes out. */
async function goesOn(scene: Pick<Scene, 'asked' | 'received'>, id: string) {
  const { state, estimatedDoneAt } = (await batchOnceHeldBy(scene, id, [])) ?? {}
  const before = scene.received.length
  if (state === 'finished') return
  expect(estimatedDoneAt).toEqual(expect.any(String))
  await expect.poll(() => scene.received.length).toBeGreaterThan(before)
}

describe('what holds up a batch', () => {
  it('is nothing as long as it goes out: each look at which there is nothing is followed by messages', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(120))
    await scene.work()
    for (let looks = 0; looks < 4; looks += 1) await goesOn(scene, id)
    expect((await scene.asked.batch(id))?.ratePerMinute).toBeGreaterThan(0)
    await expect.poll(async () => (await scene.asked.batch(id))?.state).toBe('finished')
    expect(await scene.asked.batch(id)).toMatchObject({
      ...{
        percent: 100,
        ratePerMinute: expect.any(Number),
        holdups: [],
        estimatedDoneAt: null,
        estimatedDoneReason: 'finished',
      },
    })
  })

  it('is that there is no worker', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(100))
    expect(await only(scene, id, 'no-worker')).toMatchObject({
      ...{ percent: 0, estimatedDoneAt: null, estimatedDoneReason: 'no-worker' },
    })
    await scene.work()
    await goesOn(scene, id)
  })

  it('is its pause, with who paused it', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(200))
    await scene.work()
    await scene.disparo.pauseBatch(id, { by: 'ana' })
    const paused = await only(scene, id, 'paused')
    expect(paused.holdup).toEqual({ reason: 'paused', by: 'ana', at: expect.any(String) })
    expect(paused.estimatedDoneReason).toBe('paused')
    await scene.disparo.resumeBatch(id)
    await goesOn(scene, id)
  })

  it('is that it may not go yet, also where a part of it has gone', async () => {
    const scene = await open()
    const sendAt = new Date(Date.now() + 3_000)
    const rows = [...rowsOf(2), ...rowsOf(40, { sendAt: sendAt.toISOString() }, 100)]
    const { id } = await scene.disparo.sendMany(rows)
    await scene.work()
    const scheduled = await only(scene, id, 'scheduled')
    expect(scheduled.holdup).toEqual({ reason: 'scheduled', at: sendAt.toISOString(), messages: 40 })
    expect(Date.parse(scheduled.estimatedDoneAt ?? '')).toBeGreaterThan(sendAt.getTime())
    await goesOn(scene, id)
  })

  it('is the gate, with why it is closed', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(100))
    scene.answer = () => 503
    await scene.work()
    const closed = await only(scene, id, 'gate-closed')
    expect(closed.holdup).toMatchObject({ detail: 'http-503' })
    expect(closed.estimatedDoneReason).toBe('gate-closed')
    scene.answer = () => 200
    await goesOn(scene, id)
  })

  it('is the gate alone where a password is wrong, though all of it sleeps until an attempt tries', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(5))
    scene.answer = () => 401
    await scene.work()
    await expect.poll(() => scene.lanes.bulk.getDelayedCount(), { interval: 20 }).toBe(5)
    const { holdups, counts } = (await scene.asked.batch(id)) ?? {}
    const text = expect.any(String)
    expect(holdups).toEqual([{ reason: 'gate-closed', detail: 'http-401', since: text, until: text }])
    // A probe that fails closes it anew, and it has been closed all the while.
    const { closedSince, closedUntil } = await scene.asked.gate()
    await expect.poll(async () => (await scene.asked.gate()).closedUntil).not.toBe(closedUntil)
    expect(await scene.asked.gate()).toMatchObject({ open: false, closedSince })
    expect(counts).toMatchObject({ enqueued: 5 })
    scene.answer = () => 200
    await goesOn(scene, id)
  })

  it('is a lane that somebody paused', async () => {
    const scene = await open()
    await scene.lanes.bulk.pause()
    const { id } = await scene.disparo.sendMany(rowsOf(100))
    await scene.work()
    expect((await only(scene, id, 'lane-paused')).estimatedDoneReason).toBe('lane-paused')
    await scene.lanes.bulk.resume()
    await goesOn(scene, id)
  })

  it('is what goes first, until it has gone', async () => {
    const scene = await open()
    const first = await scene.disparo.sendMany(rowsOf(2_000))
    const { id } = await scene.disparo.sendMany(rowsOf(50, {}, 5_000))
    await scene.work()
    const { holdup, estimatedDoneAt } = await only(scene, id, 'behind')
    expect(holdup).toMatchObject({ messages: expect.any(Number), until: expect.any(String) })
    const { messages, until } = holdup as Extract<Holdup, { reason: 'behind' }>
    expect(messages).toBeGreaterThan(1_900)
    expect(messages).toBeLessThanOrEqual(2_000)
    expect(Date.parse(estimatedDoneAt ?? '')).toBeGreaterThan(Date.parse(until ?? ''))
    expect(await reasonsOf(scene, first.id)).toEqual([])
    await scene.disparo.cancelBatch(first.id)
    await goesOn(scene, id)
  })

  it('is a data key that no worker has', async () => {
    const scene = await open()
    const dataKey = `a:${randomBytes(32).toString('base64')}`
    const sealing = connect({ redis: url, account: name, dataKey })
    onTestFinished(() => sealing.close())
    const { id } = await sealing.sendMany(rowsOf(30))
    await scene.work()
    expect((await only(scene, id, 'worker-without-data-key')).estimatedDoneReason).toBe(
      'worker-without-data-key',
    )
    const worker = startAccountWorker({
      ...{ account: scene.account, redis: scene.redis, concurrency: 10 },
      log: pino({ level: 'silent' }),
      seal: openSeal(name, DataKeys.parse(dataKey)),
      credentials: { username: 'usuarioApi', password: 'senhaApi' },
      onRedisError: () => {},
    })
    onTestFinished(() => worker.stop(0))
    await goesOn(scene, id)
  })

  it('is a template that is refused while others get through', async () => {
    const scene = await open()
    const isRefused = (to: string) => Number(to) >= Number(toOf(1_000))
    let isMended = false
    scene.answer = (to) => (isRefused(to) && !isMended ? 404 : 200)
    const { id } = await scene.disparo.sendMany(rowsOf(20, { elementName: 'recusado' }, 1_000))
    await scene.disparo.sendMany(rowsOf(300))
    await scene.work()
    const { holdup, estimatedDoneReason } = await only(scene, id, 'template-resting')
    expect(holdup).toMatchObject({
      ...{ namespace: 'ns', elementName: 'recusado', detail: 'http-404', until: expect.any(String) },
    })
    expect(estimatedDoneReason).toBe('template-resting')
    isMended = true
    await goesOn(scene, id)
  })

  it('is a limit that Hi Platform has lowered, though it goes out', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(200))
    await scene.work()
    await goesOn(scene, id)
    const said = { limit: 10, remaining: 5, resetMs: 1_000 }
    for (let n = 0; n < 10; n += 1) await observeLimit(scene.redis, scene.keys, said, settings.limit)
    const { holdup } = await only(scene, id, 'limit-lowered')
    expect(holdup).toMatchObject({ max: 10, configured: 20, until: expect.any(String) })
    await scene.redis.del(scene.keys.gateLimit)
    await goesOn(scene, id)
  })

  it('is the next attempt of what is left', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(1))
    // Others get through, so that the gate stays open.
    await scene.disparo.sendMany(rowsOf(100, {}, 100))
    let tries = 0
    scene.answer = (to) => (to === toOf(0) && ++tries < 5 ? 503 : 200)
    await scene.work()
    const { holdup } = await only(scene, id, 'retrying')
    expect(holdup).toMatchObject({ messages: 1, until: expect.any(String) })
    await expect.poll(async () => (await scene.asked.batch(id))?.state).toBe('finished')
    expect(await reasonsOf(scene, id)).toEqual([])
  })

  it('is a doubt, until that is over', async () => {
    const scene = await open()
    const { id } = await scene.disparo.sendMany(rowsOf(20))
    scene.answer = (to) => (to === toOf(3) ? 500 : 200)
    await scene.work()
    const { holdup } = await only(scene, id, 'in-doubt')
    expect(holdup).toMatchObject({ messages: 1, waiting: 'report-lag' })
    await expect.poll(async () => (await scene.asked.batch(id))?.percent).toBe(95)
    expect(await scene.asked.batch(id)).toMatchObject({
      estimatedDoneAt: null,
      estimatedDoneReason: 'in-doubt',
    })
    await scene.disparo.resolveMany({ batch: id }, { as: 'accepted', by: 'ana' })
    await goesOn(scene, id)
  })
})

it('is asked of an account as a whole, too, with how fast its urgent messages went', async () => {
  const scene = await open()
  expect((await scene.asked.accountState()).holdups).toEqual([{ reason: 'no-worker' }])
  await scene.lanes.bulk.pause()
  const worker = await scene.work()
  const ids = await Promise.all(
    rowsOf(3).map(async (row) => (await scene.disparo.send(row, { lane: 'urgent' })).id),
  )
  for (const id of ids)
    await expect.poll(async () => (await scene.disparo.status(id))?.status).toBe('accepted')
  const state = await scene.asked.accountState()
  expect(state.holdups).toEqual([{ reason: 'lane-paused', lane: 'bulk' }])
  expect(state).toMatchObject({ hasWorker: true, lanes: { bulk: { paused: true } }, unknown: 0 })
  expect(state.permitsUsed).toBeLessThanOrEqual(3)
  expect(state.sentByMinute.reduce((sum, { messages }) => sum + messages, 0)).toBe(3)
  scene.answer = () => 400
  const { id: refused } = await scene.disparo.send({ to: toOf(9), ...template }, { lane: 'urgent' })
  await expect.poll(async () => (await scene.disparo.status(refused))?.status).toBe('rejected')
  await scene.lanes.bulk.resume()
  await worker.stop(0)
  const { urgent, urgentFailures, holdups } = await scene.asked.accountState()
  expect(urgentFailures).toBe(1)
  expect(urgent).toEqual({ messages: 3, p50Ms: expect.any(Number), p95Ms: expect.any(Number) })
  expect(holdups).toEqual([])
})
