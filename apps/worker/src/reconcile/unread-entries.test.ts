import { randomBytes } from 'node:crypto'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { describe, expect, it } from 'vitest'
import { openReconcileFixture, rowAt, to } from './reconcile-fixture.test.support.js'

const name = 'unread'
const sealOf = () => openSeal(name, DataKeys.parse(`a:${randomBytes(32).toString('base64')}`))
const other = '5511900000001'

describe('entries whose data key the scanner lacks', () => {
  it('keep it from nothing else: the others have their statuses, and it says so', async () => {
    const scene = await openReconcileFixture(name)
    await scene.put('m1', 5)
    await scene.put('m2', 6, { to: other })
    await scene.seal('m2', sealOf(), other)
    scene.server.rows = [rowAt(5, { sent: 6 }), rowAt(6, { sent: 7 }, { recipient: other })]
    expect(await scene.scan()).toMatchObject({ matched: 1, unread: 1 })
    expect(await scene.status('m1')).toMatchObject({ status: 'sent' })
    expect(await scene.status('m2')).toMatchObject({ status: 'accepted' })
    const said = scene.lines.filter(({ event }) => event === 'report:data-key-missing')
    expect(said).toMatchObject([{ level: 50, keyIds: ['a'], messages: 1 }])
    // Its item is ours: it must not be counted as somebody else's.
    expect(await scene.redis.hgetall(scene.keys.foreignItems)).toEqual({})
  })

  it('are in no proof: in doubt, they rest where others are proved absent', async () => {
    const scene = await openReconcileFixture(name)
    for (const id of ['m1', 'm2']) await scene.put(id, 5, { status: 'unknown', to: id === 'm1' ? to : other })
    await scene.seal('m2', sealOf(), other)
    for (const sent of [3, 8, 12]) await scene.sibling(sent)
    expect(await scene.scan()).toMatchObject({ released: 1 })
    expect(await scene.status('m1')).toMatchObject({ status: 'enqueued', detail: 'proved-absent' })
    expect(await scene.status('m2')).toMatchObject({ status: 'unknown' })
  })

  it('may be to the same person: an item that can be theirs ends no doubt, neither way', async () => {
    const scene = await openReconcileFixture(name)
    const seal = sealOf()
    await scene.put('theirs', 5)
    await scene.seal('theirs', seal)
    await scene.put('doubt', 6, { status: 'unknown' })
    for (const sent of [3, 8, 12]) await scene.sibling(sent)
    scene.server.rows = [...scene.server.rows, rowAt(5, { sent: 6 })]
    expect(await scene.scan()).toMatchObject({ unread: 1, released: 0 })
    expect(await scene.status('doubt')).toMatchObject({ status: 'unknown', waiting: 'look-alike' })
    const scanned = scene.next('report:scanned')
    await scene.redis.del(scene.keys.slicesScanned)
    const { stop } = scene.start('with-key', seal)
    expect(await scanned).toMatchObject({ unread: 0 })
    await stop()
    expect(await scene.status('theirs')).toMatchObject({ status: 'sent' })
  })

  it('are followed by a worker that has the key, though another had the lease', async () => {
    const scene = await openReconcileFixture(name)
    const seal = sealOf()
    await scene.put('m1', 5)
    await scene.seal('m1', seal)
    scene.server.rows = [rowAt(5, { sent: 6 })]
    const scanned = scene.next('report:scanned')
    scene.start('keyless')
    expect(await scanned).toMatchObject({ unread: 1 })
    scene.start('with-key', seal)
    await scene.redis.del(scene.keys.slicesScanned)
    await expect.poll(async () => (await scene.status('m1'))?.status).toBe('sent')
    expect(scene.server.asked.at(-1)?.by).toBe(`Basic ${btoa('with-key:senhaApi')}`)
  })
})
