import { expect, test } from 'vitest'
import { openLaneFixture, template, toOf } from '../lanes/lane-fixture.test.support.js'
import { messages, openXmlFixture } from '../xml/xml-fixture.test.support.js'

const rowsOf = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ to: toOf(from + n), ...template }))
const fast = { limit: { max: 1_000, windowMs: 1_000 }, safetyMarginMs: 100 }

test('two campaigns go side by side: the slow one holds up neither the other nor what is urgent', async () => {
  const scene = await openLaneFixture('paced-batches-test', fast)
  const { disparo, received } = scene
  const { id: slow } = await disparo.sendMany(rowsOf(300), { maxPerMinute: 30 })
  const { id: quick } = await disparo.sendMany(rowsOf(100, 1_000))
  await disparo.send({ to: toOf(5_000), ...template }, { lane: 'urgent' })
  await scene.work()
  await expect.poll(async () => (await disparo.batch(quick))?.counts.accepted).toBe(100)
  expect(received).toContain(toOf(5_000))
  const before = (await disparo.batch(slow))?.counts.accepted ?? 0
  expect(before).toBeGreaterThan(0)
  // In the first moment its slack, and then one in two seconds.
  expect(before).toBeLessThan(30)
  // Each of the others was put off once, and sleeps until its moment.
  await expect.poll(() => scene.lanes.bulk.getDelayedCount()).toBeGreaterThan(260)
  await expect.poll(() => scene.lanes.bulk.getPrioritizedCount()).toBe(0)
  const { holdups, estimatedDoneAt } = (await disparo.batch(slow)) ?? {}
  expect(holdups).toEqual([{ reason: 'batch-pace', maxPerMinute: 30, until: expect.any(String) }])
  const minutes = (Date.parse(String(estimatedDoneAt)) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(8)
  expect(minutes).toBeLessThan(11)
})

test('a batch that becomes faster goes faster at once, in the order of its rows; lifted, it is as fast as its account', async () => {
  const scene = await openLaneFixture('paced-batches-test', fast)
  const { disparo, received } = scene
  const { id } = await disparo.sendMany(rowsOf(200), { maxPerMinute: 1 })
  await scene.work()
  await expect.poll(() => scene.lanes.bulk.getDelayedCount()).toBeGreaterThan(197)
  const few = received.length
  expect(few).toBeLessThan(4)
  await disparo.changeBatchPace(id, 600)
  // The slack of the new pace: two seconds of it.
  await expect.poll(() => received.length).toBeGreaterThan(few + 15)
  expect(received.length).toBeLessThan(150)
  await disparo.changeBatchPace(id, null)
  await expect.poll(() => received.length).toBe(200)
  expect(new Set(received).size).toBe(200)
  await expect.poll(async () => (await disparo.batch(id))?.state).toBe('finished')
})

test('a batch that is paused and resumed keeps its pace', async () => {
  const scene = await openLaneFixture('paced-batches-test', fast)
  const { disparo, received } = scene
  const { id } = await disparo.sendMany(rowsOf(100), { maxPerMinute: 60 })
  await scene.work()
  await expect.poll(() => received.length).toBeGreaterThan(2)
  await disparo.pauseBatch(id)
  await disparo.resumeBatch(id)
  const resumed = received.length
  await expect.poll(() => received.length).toBeGreaterThan(resumed)
  await expect.poll(() => scene.lanes.bulk.getDelayedCount()).toBeGreaterThan(80)
  expect(received.length).toBeLessThan(20)
})

test('by XML, too, so many go in a minute, those of a second in one request', async () => {
  const scene = await openXmlFixture('xml-paced')
  const { id } = await scene.disparo.sendMany(messages(200), { maxPerMinute: 600 })
  await scene.work()
  const sizes = () => scene.server.sent.map(({ contacts }) => contacts.length)
  const sent = () => sizes().reduce((sum, size) => sum + size, 0)
  await expect.poll(sent).toBeGreaterThan(60)
  expect(Math.max(...sizes())).toBeGreaterThanOrEqual(5)
  expect(sent()).toBeLessThan(150)
  await scene.disparo.changeBatchPace(id, null)
  await expect.poll(() => scene.counts(id)).toMatchObject({ accepted: 200 })
})
