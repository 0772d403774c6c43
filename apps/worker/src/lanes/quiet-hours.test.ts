import type { AccountInput } from '@disparo/core/internal/account'
import { bulkPriority } from '@disparo/core/internal/queue'
import { describe, expect, it } from 'vitest'
import { type LaneFixture, openLaneFixture, template } from './lane-fixture.test.support.js'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const dayMinutes = 1_440

/** Windows that begin and end so many minutes from now by a zone's clock, every day; over midnight there are two. */
function windows(
  zone: string,
  from: number,
  until: number,
): NonNullable<AccountInput['quietHours']>['windows'] {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' })
  const [hour = 0, minute = 0] = clock.format(Date.now()).split(':').map(Number)
  const begin = (hour * 60 + minute + from + dayMinutes) % dayMinutes
  const end = begin + until - from
  const at = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  if (end <= dayMinutes) return [{ days: [...days], from: at(begin), until: at(end) }]
  return [
    { days: [...days], from: at(begin), until: '24:00' },
    { days: [...days], from: '00:00', until: at(end - dayMinutes) },
  ]
}

const saoPaulo = 'America/Sao_Paulo'
const wide = { limit: { max: 50_000, windowMs: 1_000 }, safetyMarginMs: 250 }
const closed = { windows: windows(saoPaulo, 120, 240), zone: saoPaulo }
const to = (code: number, n: number) => `55${code}9${String(10_000_000 + n)}`
const rows = (count: number, code = 11, over: object = {}) =>
  Array.from({ length: count }, (_, n) => ({ to: to(code, n), ...template, ...over }))
const asleep = ({ lanes }: LaneFixture, lane: 'bulk' | 'urgent' = 'bulk') => lanes[lane].getDelayedCount()

describe('messages whose hour is still to come', () => {
  it('sleep, each looked at once, while others go at full pace; and go in their old places when the hours are lifted', async () => {
    const scene = await openLaneFixture('quiet-hours', { ...wide, quietHours: closed }, { concurrency: 1 })
    const { disparo, lanes, received } = scene
    const { id } = await disparo.sendMany(rows(200))
    await disparo.sendMany(rows(20, 21, { category: 'UTILITY' }))
    const first = await scene.work()
    await expect.poll(() => received.length).toBe(20)
    expect(new Set(received.map((phone) => phone.slice(2, 4)))).toEqual(new Set(['21']))
    expect(await asleep(scene)).toBe(200)
    const jobs = await lanes.bulk.getDelayed()
    expect(new Set(jobs.map(({ attemptsStarted, priority }) => `${attemptsStarted} ${priority}`))).toEqual(
      new Set([`1 ${bulkPriority.held}`]),
    )
    const wakes = jobs.map((job) => job.timestamp + job.delay)
    expect(Math.min(...wakes)).toBeGreaterThan(Date.now() + 100 * 60_000)
    expect((await disparo.batch(id))?.holdups).toEqual([
      { reason: 'quiet-hours', messages: 200, until: expect.stringMatching(/:00\.000Z$/) },
    ])
    await first.stop(0)

    const before = received.length
    await disparo.sendMany(rows(30, 31))
    await lanes.bulk.pause()
    await scene.work(undefined, { quietHours: undefined })
    await expect.poll(() => scene.logged('hours:changed').length).toBe(1)
    await lanes.bulk.resume()
    await expect.poll(() => received.length).toBe(before + 230)
    // In their order, and before what came while they slept.
    expect(received.slice(before)).toEqual([...rows(200), ...rows(30, 31)].map((row) => row.to))
    expect(scene.logged('hours:changed')).toMatchObject([{ messages: 200 }])
    expect((await disparo.batch(id))?.holdups).toEqual([])
  })

  it('wait by the clock of who they are for: others of the same batch go', async () => {
    const quietHours = { windows: windows(saoPaulo, -70, 30) }
    const scene = await openLaneFixture('quiet-hours-zones', { ...wide, quietHours })
    const { id } = await scene.disparo.sendMany([...rows(20, 68), ...rows(20, 11), ...rows(20, 97)])
    await scene.work()
    await expect.poll(async () => (await scene.disparo.batch(id))?.counts).toMatchObject({ accepted: 20 })
    await expect.poll(() => asleep(scene)).toBe(40)
    expect(new Set(scene.received.map((phone) => phone.slice(2, 4)))).toEqual(new Set(['11']))
    // 97 opens with the later of its two zones, which is Acre's.
    const [holdup] = (await scene.disparo.batch(id))?.holdups ?? []
    expect(holdup).toMatchObject({ reason: 'quiet-hours', messages: 40 })
  })

  it('are none in the urgent lane, unless the account says so; a one-time code goes in either', async () => {
    const all = { ...closed, covers: 'all-but-otp' } as const
    const code = { components: [{ type: 'otp', parameters: [{ type: 'text', text: '123456' }] }] } as const
    const send = async ({ disparo }: LaneFixture) => {
      await disparo.send({ to: to(11, 1), ...template }, { lane: 'urgent' })
      await disparo.send({ to: to(11, 2), ...template, ...code }, { lane: 'urgent' })
    }
    const exempt = await openLaneFixture('quiet-hours-exempt', { ...wide, quietHours: all })
    await send(exempt)
    await exempt.work()
    await expect.poll(() => exempt.received.length).toBe(2)

    const scene = await openLaneFixture('quiet-hours-urgent', {
      ...wide,
      quietHours: { ...all, urgent: true },
    })
    await send(scene)
    await scene.work()
    await expect.poll(() => asleep(scene, 'urgent')).toBe(1)
    expect(scene.received).toEqual([to(11, 2)])
  })

  it('end by their expiresAt, as ever', async () => {
    const scene = await openLaneFixture('quiet-hours-expiry', { ...wide, quietHours: closed })
    const expiresAt = new Date(Date.now() + 1_500)
    const { id } = await scene.disparo.send({ to: to(11, 1), ...template }, { lane: 'bulk', expiresAt })
    await scene.work()
    await expect.poll(async () => (await scene.disparo.status(id))?.status).toBe('expired')
    expect(scene.received).toEqual([])
  })
})

describe('hours that change while messages wait', () => {
  it('wake what sleeps for the former ones, and what sleeps until its sendAt goes on sleeping', async () => {
    const scene = await openLaneFixture('quiet-hours-changed', { ...wide, quietHours: closed })
    const { disparo, keys, redis } = scene
    await disparo.sendMany(rows(50))
    const first = await scene.work()
    await expect.poll(() => asleep(scene)).toBe(50)
    const [opens] = (await redis.hkeys(keys.quietHours)).map((field) => Number(field.split(':')[1]))
    const sendAt = new Date(Number(opens) + 250)
    await disparo.send({ to: to(21, 1), ...template }, { lane: 'bulk', sendAt })
    await first.stop(0)
    const opened = { windows: windows(saoPaulo, -60, 60), zone: saoPaulo }
    await scene.work(undefined, { quietHours: opened })
    await expect.poll(() => scene.received.length).toBe(50)
    expect(await asleep(scene)).toBe(1)
    expect(scene.logged('hours:changed')).toMatchObject([{ messages: 50 }])
  })

  it('are those of the worker that started last: one with the former hours leaves them to it', async () => {
    const scene = await openLaneFixture('quiet-hours-two', { ...wide, quietHours: closed })
    const { disparo, keys, redis } = scene
    await scene.work()
    await expect.poll(() => redis.get(keys.quietHoursMark)).not.toBeNull()
    const later = { windows: windows(saoPaulo, 180, 300), zone: saoPaulo }
    const former = await redis.get(keys.quietHoursMark)
    await scene.work(undefined, { quietHours: later })
    await expect.poll(() => redis.get(keys.quietHoursMark)).not.toBe(former)
    await disparo.sendMany(rows(40))
    // Whoever takes it, it sleeps; what fell asleep by the former hours is woken, and sleeps by the latter.
    await expect.poll(() => asleep(scene)).toBe(40)
    expect(scene.received).toEqual([])
  })
})
