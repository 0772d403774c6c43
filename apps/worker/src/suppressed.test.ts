import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@disparo/core'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { pino } from 'pino'
import { expect, inject, it, onTestFinished } from 'vitest'
import { startAccountWorker } from './account-worker.js'
import { openLaneFixture, template, toOf } from './lanes/lane-fixture.test.support.js'

const fast = { limit: { max: 1_000, windowMs: 1_000 } }
const rows = (from: number, to: number, more: object = {}) =>
  Array.from({ length: to - from }, (_, n) => ({ to: toOf(from + n), ...template, ...more }))
const code = { components: [{ type: 'otp', parameters: [{ type: 'text', text: '1234' }] }] } as const

it('who is suppressed gets nothing of a batch, the others do, and then it is finished', async () => {
  const { disparo, received, work, logged } = await openLaneFixture('suppressed-some', fast)
  for (let n = 0; n < 20; n++) await disparo.suppress(toOf(n), { reason: 'opt-out' })
  const { id, suppressed } = await disparo.sendMany(rows(0, 30))
  expect(suppressed).toBe(20)
  await work()
  await expect
    .poll(async () => (await disparo.batch(id))?.counts)
    .toMatchObject({ accepted: 10, suppressed: 20 })
  expect(await disparo.batch(id)).toMatchObject({ state: 'finished', percent: 100 })
  expect([...received].sort()).toEqual(rows(20, 30).map(({ to }) => to))
  expect(logged('message:suppressed')).toHaveLength(20)
  expect(logged('message:suppressed')[0]).toMatchObject({ lane: 'bulk', reason: 'suppressed-opt-out' })
  expect(await disparo.batchReasons(id)).toEqual([{ code: 'suppressed-opt-out', count: 20 }])
})

it('who is suppressed while a batch goes out gets nothing from then on', async () => {
  const scene = await openLaneFixture('suppressed-later', { limit: { max: 100, windowMs: 1_000 } })
  const { disparo, received } = scene
  const { id } = await disparo.sendMany(rows(0, 60))
  await scene.work()
  await expect.poll(() => received.length).toBeGreaterThan(0)
  for (let n = 50; n < 60; n++) await disparo.suppress(toOf(n), { reason: 'opt-out' })
  // An attempt that had begun goes on.
  const before = received.length
  await expect.poll(async () => (await disparo.batch(id))?.state).toBe('finished')
  const late = received.slice(before + 10).map(Number)
  expect(late.filter((to) => to >= Number(toOf(50)))).toEqual([])
  const { accepted = 0, suppressed = 0 } = (await disparo.batch(id))?.counts ?? {}
  expect(accepted + suppressed).toBe(60)
  expect(received).toHaveLength(accepted)
})

it('a one-time code goes to who wants no marketing, told by the catalogue where the message does not say so', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'suppressed-')), 'templates.json')
  const components = [{ type: 'BODY', text: 'Oi' }]
  const listed = [
    { name: 'codigo', category: 'AUTHENTICATION', components },
    { name: 'oferta', category: 'MARKETING', components },
  ]
  await writeFile(file, JSON.stringify(listed))
  const settings = { ...fast, templates: { file, enforce: 'off' } } as const
  const { disparo, received, work, redis, keys } = await openLaneFixture('suppressed-otp', settings)
  await disparo.suppress(toOf(1), { covers: 'all-but-otp' })
  await disparo.suppress(toOf(2), { covers: 'everything' })
  const of = (elementName: string, n: number) => ({ to: toOf(n), namespace: 'ns', elementName })
  // Its worker reads the templates as it starts.
  await work()
  await expect.poll(() => redis.hget(keys.templates, 'total')).toBe('2')
  const ids = await Promise.all(
    [of('codigo', 1), of('oferta', 1), of('codigo', 2)].map(async (one) => (await disparo.send(one)).id),
  )
  const statuses = () => Promise.all(ids.map(async (id) => (await disparo.status(id))?.status))
  await expect.poll(statuses).toEqual(['accepted', 'suppressed', 'suppressed'])
  expect(received).toEqual([toOf(1)])
})

it('where a worker cannot read the list all but one-time codes wait, say so, and go out by one that can', async () => {
  const name = 'suppressed-unreadable'
  const scene = await openLaneFixture(name, fast)
  const dataKey = `a:${randomBytes(32).toString('base64')}`
  const sealing = connect({ redis: inject('redisUrl'), account: name, dataKey })
  onTestFinished(() => sealing.close())
  await sealing.suppress(toOf(1))
  const { id } = await scene.disparo.sendMany(rows(0, 3))
  await scene.work()
  await scene.disparo.send({ to: toOf(1), ...template, ...code })
  await expect.poll(() => scene.received).toEqual([toOf(1)])
  const reasons = async () => (await scene.disparo.batch(id))?.holdups.map(({ reason }) => reason)
  await expect.poll(reasons).toEqual(['suppression-unreadable'])
  expect((await scene.disparo.batch(id))?.estimatedDoneReason).toBe('suppression-unreadable')
  const worker = startAccountWorker({
    ...{ account: scene.account, redis: scene.redis, concurrency: 10, log: pino({ level: 'silent' }) },
    seal: openSeal(name, DataKeys.parse(dataKey)),
    credentials: { username: 'usuarioApi', password: 'senhaApi' },
    onRedisError: () => {},
  })
  onTestFinished(() => worker.stop(0))
  await expect
    .poll(async () => (await scene.disparo.batch(id))?.counts)
    .toMatchObject({
      ...{ accepted: 2, suppressed: 1 },
    })
  await expect.poll(() => scene.redis.exists(scene.keys.parked)).toBe(0)
})
