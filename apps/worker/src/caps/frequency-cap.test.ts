import { accountKeys } from '@disparo/core/internal/redis'
import { expect, test } from 'vitest'
import { type LaneFixture, openLaneFixture, template, toOf } from '../lanes/lane-fixture.test.support.js'
import { messages, openXmlFixture } from '../xml/xml-fixture.test.support.js'

const name = 'frequency-cap-worker'
const people = 20
const rowsOf = (elementName: string) =>
  Array.from({ length: people }, (_, n) => ({ to: toOf(n), namespace: template.namespace, elementName }))
const fast = { limit: { max: 1_000, windowMs: 1_000 }, safetyMarginMs: 100 }
const once = { max: 1, days: 7 }

const becomes = ({ disparo }: Pick<LaneFixture, 'disparo'>, id: string, counts: object) =>
  expect.poll(async () => (await disparo.batch(id))?.counts).toMatchObject(counts)

test('of two campaigns side by side each person gets one, and the rest is suppressed, with the reason', async () => {
  const scene = await openLaneFixture(name, { ...fast, frequencyCap: once })
  const [first, second] = await Promise.all(
    ['natal', 'ano_novo'].map((each) => scene.disparo.sendMany(rowsOf(each))),
  )
  await scene.work()
  await scene.work()
  await expect.poll(async () => (await scene.disparo.batch(first?.id ?? ''))?.state).toBe('finished')
  await expect.poll(async () => (await scene.disparo.batch(second?.id ?? ''))?.state).toBe('finished')
  expect(scene.received).toHaveLength(people)
  expect(new Set(scene.received).size).toBe(people)
  const reasons = await Promise.all([first, second].map((each) => scene.disparo.batchReasons(each?.id ?? '')))
  const counts = reasons.flat().map((each) => [each?.code, each?.count])
  expect(counts.every(([code]) => code === 'suppressed-cap')).toBe(true)
  expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(people)
})

test('what was rejected, or never left, does not count: the next one goes', async () => {
  const scene = await openLaneFixture(name, { ...fast, frequencyCap: once })
  scene.answer = () => 400
  const { id } = await scene.disparo.sendMany(rowsOf('natal'))
  await scene.work()
  await becomes(scene, id, { rejected: people })
  scene.answer = () => 200
  const { id: next } = await scene.disparo.sendMany(rowsOf('ano_novo'))
  await becomes(scene, next, { accepted: people })
})

test('what went out before there was a cap counts, as far as templates and lanes tell', async () => {
  // What was under way is waited for before it counts.
  const before = await openLaneFixture(name, { ...fast, requestTimeoutMs: 2_000 })
  const { id } = await before.disparo.sendMany(rowsOf('natal'))
  await before.disparo.send({ to: toOf(100), ...template }, { lane: 'urgent' })
  const former = await before.work()
  await becomes(before, id, { accepted: people })
  await former.stop(0)
  const kept = await before.redis.dump(`${accountKeys(name).prefix}:persons`)
  expect(kept).not.toBeNull()
  const { id: next } = await before.disparo.sendMany([
    ...rowsOf('ano_novo'),
    { to: toOf(100), ...template, elementName: 'ano_novo' },
  ])
  await before.work(undefined, { frequencyCap: once })
  await becomes(before, next, { suppressed: people, accepted: 1 })
})

test('where the account says so it waits, and goes when the cap is raised', async () => {
  const scene = await openLaneFixture(name, { ...fast, frequencyCap: { ...once, onCap: 'wait' } })
  const { id } = await scene.disparo.sendMany(rowsOf('natal'))
  const worker = await scene.work()
  await becomes(scene, id, { accepted: people })
  const single = { to: toOf(people), namespace: template.namespace }
  const send = async (elementName: string) => (await scene.disparo.send({ ...single, elementName })).id
  const statusOf = async (of: string) => (await scene.disparo.status(of))?.status
  const alone = [await send('natal'), await send('ano_novo')]
  await expect
    .poll(async () => (await Promise.all(alone.map(statusOf))).toSorted())
    .toEqual(['accepted', 'enqueued'])
  const { id: next } = await scene.disparo.sendMany(rowsOf('ano_novo'))
  await expect.poll(() => scene.lanes.bulk.getDelayedCount()).toBe(people + 1)
  const { counts, holdups, estimatedDoneAt } = (await scene.disparo.batch(next)) ?? {}
  expect(counts).toMatchObject({ enqueued: people })
  expect(holdups).toEqual([{ reason: 'cap', until: expect.any(String) }])
  expect(Date.parse(String(estimatedDoneAt)) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
  const until = String(holdups?.[0] && 'until' in holdups[0] && holdups[0].until)
  const [waiting] = (await scene.disparo.batchMessages(next))?.messages ?? []
  const soonest = Date.now() + 6.9 * 86_400_000
  expect(waiting).toMatchObject({ status: 'enqueued', holdup: { reason: 'cap', until: expect.any(String) } })
  expect(Date.parse(waiting?.holdup?.until ?? '')).toBeGreaterThan(soonest)
  const [ofAll] = (await scene.disparo.accountState()).holdups
  expect(ofAll).toEqual({ reason: 'cap', until: expect.any(String) })
  expect(ofAll && 'until' in ofAll && ofAll.until && ofAll.until >= until).toBe(true)
  await worker.stop(0)
  await scene.work(undefined, { frequencyCap: { max: 2, days: 7, onCap: 'wait' } })
  await becomes(scene, next, { accepted: people })
  for (const each of alone) await expect.poll(() => statusOf(each), { timeout: 20_000 }).toBe('accepted')
})

test('by XML those who have had enough stay behind, and the others of their request go', async () => {
  const scene = await openXmlFixture('xml-cap', { frequencyCap: once })
  const { id } = await scene.disparo.sendMany(messages(10))
  await scene.work()
  await expect.poll(() => scene.counts(id)).toMatchObject({ accepted: 10 })
  const { id: next } = await scene.disparo.sendMany(messages(20, { elementName: 'ano_novo' }))
  await expect.poll(() => scene.counts(next)).toMatchObject({ suppressed: 10, accepted: 10 })
})
