import { expect, it } from 'vitest'
import { answer } from './integration.test.support.js'
import { messages, openXmlFixture } from './xml-fixture.test.support.js'

it('a template whose requests are refused rests, others go, and it goes out once it is taken', async () => {
  const scene = await openXmlFixture('xml-refused-groups', { xml: { groupWaitMs: 20, groupMax: 10 } })
  const { server, disparo, lines } = scene
  server.refusedTemplates = new Map([['recusado', answer('', 404)]])
  const refused = await disparo.sendMany(messages(60, { elementName: 'recusado' }))
  const good = await disparo.sendMany(messages(60))
  await scene.work()
  const patience = { interval: 200 }
  await expect.poll(async () => (await scene.counts(good.id))?.accepted, patience).toBe(60)
  await expect.poll(() => lines.some(({ event }) => event === 'template:resting'), patience).toBe(true)
  const counts = await scene.counts(refused.id)
  expect((counts?.enqueued ?? 0) + (counts?.sending ?? 0)).toBe(60)

  server.refusedTemplates = new Map()
  await expect.poll(async () => (await scene.counts(refused.id))?.accepted, patience).toBe(60)
  const times = await Promise.all(
    (await disparo.batchMessages(refused.id))?.messages.map(({ attempts }) => attempts) ?? [],
  )
  expect(Math.max(...times)).toBe(1)
})
