import { expect, it } from 'vitest'
import { messages, openXmlFixture, phoneOf } from './xml-fixture.test.support.js'

it('messages of paused and cancelled batches stay out of the groups of others', async () => {
  const scene = await openXmlFixture('xml-stopped')
  const { disparo, server, counts } = scene
  const becomes = (batch: string, expected: Readonly<Record<string, number>>) =>
    expect.poll(() => counts(batch)).toMatchObject(expected)
  const { id: paused } = await disparo.sendMany(messages(30))
  const { id: cancelled } = await disparo.sendMany(messages(30, {}, 100))
  const { id: other } = await disparo.sendMany(messages(30, {}, 200))
  await disparo.pauseBatch(paused)
  await disparo.cancelBatch(cancelled)
  await scene.work()
  await becomes(other, { accepted: 30 })
  await becomes(cancelled, { cancelled: 30, enqueued: 0 })
  expect(await counts(paused)).toMatchObject({ enqueued: 30 })
  await disparo.resumeBatch(paused)
  await becomes(paused, { accepted: 30 })
  const phones = server.sent.flatMap(({ contacts }) => contacts.map(({ phone }) => phone))
  const expected = [...Array(30).keys()].flatMap((n) => [phoneOf(n), phoneOf(200 + n)])
  expect(phones.toSorted()).toEqual(expected.toSorted())
})
