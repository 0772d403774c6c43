import { randomBytes } from 'node:crypto'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { describe, expect, it } from 'vitest'
import { messages, openXmlFixture, phoneOf, type XmlFixture } from './xml-fixture.test.support.js'

const dataKey = randomBytes(32).toString('base64')
const becomes = ({ counts }: XmlFixture, batch: string, expected: Readonly<Record<string, number>>) =>
  expect.poll(() => counts(batch)).toMatchObject(expected)

/** The data of every job there is, as Redis has it. */
async function jobsOf({ redis, keys }: XmlFixture): Promise<string[]> {
  const found = await redis.keys(`${keys.prefix}:*-bulk:*-*-*`)
  return Promise.all(found.map(async (key) => (await redis.hget(key, 'data')) ?? ''))
}

describe('sealed messages of an XML account', () => {
  it('go out as they were, and stay sealed when a request has to be made smaller', async () => {
    const scene = await openXmlFixture('xml-sealed', {}, dataKey)
    scene.server.refusedPhones = new Set([phoneOf(3)])
    const { id } = await scene.disparo.sendMany(messages(8))
    await scene.work()
    await becomes(scene, id, { accepted: 7, rejected: 1 })
    // The rejected one is kept, with the size that its group has come down to.
    await expect.poll(() => jobsOf(scene)).toHaveLength(1)
    const [job = ''] = await jobsOf(scene)
    expect(JSON.parse(job)).toMatchObject({
      message: expect.stringMatching(/^=1\./),
      groupMax: expect.any(Number),
    })
    expect(job).not.toContain(phoneOf(3))
    const states = (await scene.disparo.batchMessages(id))?.messages ?? []
    expect(states.map(({ to }) => to).toSorted()).toEqual(
      messages(8)
        .map(({ to }) => to)
        .toSorted(),
    )
  })

  it('have their statuses learnt, and words that we do not know sealed', async () => {
    const scene = await openXmlFixture('xml-sealed-words', {}, dataKey)
    const { id } = await scene.disparo.sendMany(messages(2))
    await scene.work()
    await becomes(scene, id, { accepted: 2 })
    scene.server.wordOf = (phone) => (phone === phoneOf(0) ? 'lido' : 'Fulana bloqueou')
    const looked = scene.next('report:scanned')
    await scene.makeDue()
    await looked
    const [read, other] = (await scene.disparo.batchMessages(id))?.messages ?? []
    expect(read).toMatchObject({ status: 'read' })
    expect(other).toMatchObject({ status: 'accepted', detail: 'Fulana bloqueou' })
    expect(JSON.stringify(await scene.redis.hgetall(scene.keys.message(`${id}-2`)))).not.toContain('Fulana')
  })

  it('are followed for the rest of a request where one cannot be opened, and by whoever has the key', async () => {
    const scene = await openXmlFixture('xml-unread', {}, dataKey)
    const { redis, keys } = scene
    const { id } = await scene.disparo.sendMany(messages(2), { rowsBy: 'place' })
    const before = await scene.work()
    await becomes(scene, id, { accepted: 2 })
    await before.stop(0)
    // As a worker of another key would have sealed it.
    const other = randomBytes(32).toString('base64')
    const sealed = openSeal('xml-unread', DataKeys.parse(other)).seal(
      'recipient',
      `${id}-2`,
      `55${phoneOf(1)}`,
    )
    await redis.hset(keys.message(`${id}-2`), 't', sealed.slice(0, 64), 'l', sealed.slice(64))
    scene.server.wordOf = () => 'lido'
    await scene.makeDue()
    const looked = scene.next('report:scanned')
    const keyless = await scene.work()
    expect(await looked).toMatchObject({ matched: 1, unread: 1, open: 1 })
    expect(scene.lines.find(({ event }) => event === 'report:data-key-missing')).toMatchObject({
      keyIds: ['1'],
    })
    await becomes(scene, id, { read: 1, accepted: 1 })
    await scene.makeDue()
    await scene.work(undefined, other)
    await expect.poll(() => redis.hget(keys.message(`${id}-2`), 's')).toBe('read')
    await keyless.stop(0)
  })

  it('of somebody forgotten are not asked for any more', async () => {
    const scene = await openXmlFixture('xml-forgotten', {}, dataKey)
    const { id } = await scene.disparo.sendMany(messages(1))
    await scene.work()
    await becomes(scene, id, { accepted: 1 })
    expect(await scene.disparo.forget(`55${phoneOf(0)}`)).toMatchObject({ messages: 1 })
    scene.server.wordOf = () => 'lido'
    await scene.makeDue()
    await expect.poll(() => scene.redis.zcard(scene.keys.requestsDue)).toBe(0)
    expect((await scene.disparo.batchMessages(id))?.messages).toMatchObject([{ status: 'accepted', to: '' }])
  })
})
