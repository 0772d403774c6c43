import type { ServerResponse } from 'node:http'
import { acquireLease } from '@disparo/core/internal/redis'
import { describe, expect, it } from 'vitest'
import { openReconcileFixture, type ReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'
import type { Answer } from './report-server.test.support.js'

const recipient = (n: number) => String(5511900000000 + n)

/** An answer that is only given when the test says so. */
function held(scene: ReconcileFixture) {
  let release: () => void = () => {}
  let tell: (response: ServerResponse) => void = () => {}
  const asked = new Promise<ServerResponse>((resolve) => {
    tell = resolve
  })
  const answer: Answer = (response, request) => {
    release = () => scene.server.answer(response, request)
    tell(response)
  }
  return { answer, asked, release: () => release() }
}

describe('of several workers', () => {
  it('only one asks for the report at a time', async () => {
    const scene = await openReconcileFixture('lease')
    for (let n = 0; n < 8; n++) await scene.put(`m${n}`, n, { to: recipient(n) })
    scene.server.rows = Array.from({ length: 8 }, (_, n) => rowAt(n, {}, { recipient: recipient(n) }))
    scene.server.rowsPerPage = 1
    const scanned = scene.next('report:scanned')
    for (const by of ['one', 'two', 'three']) scene.start(by)
    expect(await scanned).toMatchObject({ pages: 8, matched: 8 })
    expect(scene.server.mostAtOnce).toBe(1)
    expect(new Set(scene.server.asked.map(({ by }) => by)).size).toBe(1)
  })

  it('another goes on at once when one is stopped', async () => {
    const scene = await openReconcileFixture('lease')
    const { stop } = scene.start('one')
    await expect.poll(() => scene.redis.exists(scene.keys.reportLease)).toBe(1)
    await stop()
    await scene.put('m1', 5)
    const scanned = scene.next('report:scanned')
    scene.start('two')
    await scanned
    expect(scene.server.asked).toHaveLength(1)
  })

  it('another goes on when the lease of one that died has run out, and not before', async () => {
    const scene = await openReconcileFixture('lease')
    const { redis, keys } = scene
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, { sent: 5 })]
    await acquireLease(redis, keys.reportLease, 'died', 600_000)
    const scanned = scene.next('report:scanned')
    scene.start()
    // In order on one connection: by the second answer it has asked for the lease.
    await redis.ping()
    await redis.pexpire(keys.reportLease, 600_000)
    expect(scene.server.asked).toEqual([])
    expect(await redis.get(keys.reportLease)).toBe('died')
    await redis.pexpire(keys.reportLease, 50)
    await scanned
    expect((await scene.status('m1'))?.status).toBe('sent')
  })

  it('one that loses the lease in the middle of a scan writes nothing, and the other finishes', async () => {
    const scene = await openReconcileFixture('lease', { requestTimeoutMs: 15_000 })
    const { redis, keys, server } = scene
    await scene.put('m1', 1, { to: recipient(1) })
    await scene.put('lost', 2, { to: recipient(2), status: 'unknown' })
    server.rows = [rowAt(1, { sent: 1, read: 3 }, { recipient: recipient(1) })]
    const stalled = held(scene)
    server.answers = [stalled.answer]
    const slow = scene.start('slow')
    await stalled.asked
    await redis.set(keys.reportLease, 'another', 'PX', 600_000)
    const lost = scene.next('report:lease-lost')
    stalled.release()
    await lost
    await slow.stop()
    expect((await scene.status('m1'))?.status).toBe('accepted')
    expect((await scene.status('lost'))?.status).toBe('unknown')
    expect(await redis.exists(keys.slicesScanned)).toBe(0)
    expect(await redis.get(keys.reportLease)).toBe('another')

    await redis.del(keys.reportLease)
    const scanned = scene.next('report:scanned')
    scene.start('other')
    await scanned
    expect((await scene.status('m1'))?.status).toBe('read')
  })

  it('two that both scan, as after a long pause of one, change nothing twice', async () => {
    const scene = await openReconcileFixture('lease', { requestTimeoutMs: 15_000 })
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, { sent: 6, received: 7 })]
    const stalled = held(scene)
    scene.server.answers = [stalled.answer]
    scene.start('paused')
    await stalled.asked
    // Its lease runs out, another does all of the work and is gone again.
    await scene.redis.del(scene.keys.reportLease)
    expect(await scene.scan()).toMatchObject({ changed: 1 })
    const before = await scene.status('m1')
    const scanned = scene.next('report:scanned')
    stalled.release()
    expect(await scanned).toMatchObject({ matched: 1, changed: 0 })
    expect(await scene.status('m1')).toEqual(before)
  })
})
