import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLaneFixture, template, toOf } from './lanes/lane-fixture.test.support.js'

const name = 'reschedule-test'
/** What goes out at all goes out within a moment. */
const settings = { limit: { max: 10_000, windowMs: 10_000 } }
const rowsOf = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, n) => ({ to: toOf(n), ...template, ...more }))
const hour = 3_600_000

test('a batch that waits for tomorrow goes out now, by another sendAt', async () => {
  const { disparo, work, received } = await openLaneFixture(name, settings)
  const sendAt = new Date(Date.now() + 24 * hour)
  const { id } = await disparo.sendMany(rowsOf(150, { sendAt: sendAt.toISOString() }))
  await work()
  const moved = await disparo.rescheduleBatch(id, new Date())
  expect(moved?.state).toBe('running')
  await expect.poll(() => received.length).toBe(150)
  expect(new Set(received).size).toBe(150)
})

test('its messages say when they may go now; a row that comes later keeps a later moment of its own', async () => {
  const { disparo } = await openLaneFixture(name, settings)
  const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
  const { id } = await disparo.sendMany([...rowsOf(1, { sendAt: inHours(1) }), { to: toOf(1), ...template }])
  /** In how many hours each goes. */
  const starts = async () =>
    (await disparo.batchMessages(id))?.messages.map(
      ({ sendAt }) => sendAt && Math.round((Date.parse(sendAt) - Date.now()) / hour),
    )
  expect(await starts()).toEqual([1, undefined])
  await disparo.rescheduleBatch(id, new Date(inHours(2)))
  const rows = [1, 3].map((hours) => ({ to: toOf(hours + 1), ...template, sendAt: inHours(hours) }))
  await disparo.sendMany(rows, { into: id })
  expect(await starts()).toEqual([2, 2, 2, 3])
  await disparo.rescheduleBatch(id, new Date())
  expect((await starts())?.slice(0, 2)).toEqual([undefined, undefined])
})

test('a batch that was about to go waits, as a whole, from the answer on: also what waits in its lane', async () => {
  const { disparo, work, received, redis, keys } = await openLaneFixture(name, settings)
  const { id } = await disparo.sendMany(rowsOf(50))
  const sendAt = new Date(Date.now() + 4_000)
  expect(await disparo.rescheduleBatch(id, sendAt)).toMatchObject({
    ...{ state: 'scheduled', sendAt: sendAt.toISOString(), counts: { enqueued: 50 } },
  })
  await work()
  // Whatever else there is goes out meanwhile.
  await disparo.send({ to: toOf(999), ...template }, { lane: 'bulk' })
  await expect.poll(() => received.length).toBeGreaterThan(0)
  expect((await disparo.batch(id))?.holdups).toEqual([
    { reason: 'scheduled', at: sendAt.toISOString(), messages: 50 },
  ])
  while (Date.now() < sendAt.getTime() - 200) {
    expect(received.filter((to) => to !== toOf(999))).toEqual([])
    await wait(100)
  }
  await expect.poll(() => received.length).toBe(51)
  expect(await redis.zscore(keys.batchPhaseChanges, id)).toBeNull()
})

test('paused and moved, it is moved when it is resumed', async () => {
  const { disparo, work, received } = await openLaneFixture(name, settings)
  const { id } = await disparo.sendMany(rowsOf(20, { sendAt: new Date(Date.now() + hour).toISOString() }))
  await work()
  await disparo.pauseBatch(id)
  await disparo.rescheduleBatch(id, new Date())
  expect((await disparo.batch(id))?.state).toBe('paused')
  await disparo.resumeBatch(id)
  await expect.poll(() => received.length).toBe(20)
})

test('one that has begun keeps its sendAt, and says why; so does one that was cancelled, or is not there', async () => {
  const { disparo, work, received } = await openLaneFixture(name, settings)
  const rows = [...rowsOf(1), { to: toOf(5), ...template, sendAt: new Date(Date.now() + hour).toISOString() }]
  const { id } = await disparo.sendMany(rows)
  await work()
  await expect.poll(() => received.length).toBe(1)
  await expect.poll(async () => (await disparo.batch(id))?.counts.accepted).toBe(1)
  const moving = () => disparo.rescheduleBatch(id, new Date(Date.now() + 2 * hour))
  await expect(moving()).rejects.toMatchObject({ code: 'BATCH_STARTED', status: 'accepted' })
  await disparo.cancelBatch(id)
  await expect(moving()).rejects.toMatchObject({ code: 'BATCH_CANCELLED' })
  expect(await disparo.rescheduleBatch('00000000-0000-4000-8000-000000000001', new Date())).toBeUndefined()
  await expect(disparo.rescheduleBatch(id, new Date(Date.now() + 9_000 * hour))).rejects.toMatchObject({
    problems: [{ path: 'sendAt' }],
  })
})
