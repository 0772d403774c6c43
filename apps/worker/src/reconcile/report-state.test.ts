import { countForeignItems, sliceMs } from '@disparo/core/internal/ledger'
import { redisNow } from '@disparo/core/internal/redis'
import { describe, expect, it } from 'vitest'
import {
  at,
  iso,
  openReconcileFixture,
  type ReconcileFixture,
  rowAt,
} from './reconcile-fixture.test.support.js'
import { page, status } from './report-server.test.support.js'

const foreign = ({ redis, keys }: ReconcileFixture) => countForeignItems(redis, keys)
const stranger = (seconds: number, more = {}) =>
  rowAt(seconds, { sent: seconds }, { recipient: '5521900000001', ...more })

describe('what others sent', () => {
  it('is counted once, however often it is scanned, in the slices that are ours', async () => {
    const scene = await openReconcileFixture('report-state')
    await scene.put('m1', 5)
    await scene.put('m2', 35)
    const operator = rowAt(5, { read: 9 }, { origin: 'OPERADOR', operatorName: 'Operador 1' })
    const elsewhere = stranger(-10)
    scene.server.rows = [rowAt(5), stranger(6), operator, stranger(40), rowAt(35), elsewhere]
    await scene.scan()
    expect(await foreign(scene)).toBe(3)
    await scene.scan()
    expect(await foreign(scene)).toBe(3)
    expect((await scene.disparo.report()).foreign).toBe(3)
  })

  it('is as the latest scan saw it: an item that is found to be ours is not counted any more', async () => {
    const scene = await openReconcileFixture('report-state')
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5), rowAt(7), stranger(8)]
    await scene.scan()
    expect(await foreign(scene)).toBe(2)
    await scene.put('late', 7)
    await scene.scan()
    expect(await foreign(scene)).toBe(1)
    scene.server.rows = [rowAt(5), rowAt(7)]
    await scene.scan()
    expect(await foreign(scene)).toBe(0)
  })

  it('is told by upstream’s clock, whose half minutes are not ours', async () => {
    const scene = await openReconcileFixture('report-state')
    scene.server.clockAheadMs = 600_000
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(605), stranger(601), stranger(629), stranger(5), stranger(631)]
    await scene.scan()
    expect(await foreign(scene)).toBe(2)
  })

  it('is not judged by pages that do not fit together, but by those with a bad item', async () => {
    const scene = await openReconcileFixture('report-state')
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5), stranger(6), stranger(7)]
    await scene.scan()
    const incomplete = page([rowAt(5), stranger(6)], { totalResults: 9 })
    scene.server.answers = [status(200, {}, incomplete)]
    await scene.scan()
    expect(await foreign(scene)).toBe(2)
    scene.server.rows = [rowAt(5), stranger(6), { dispatchDate: at(6) / 1_000 }]
    expect(await scene.scan()).toMatchObject({ badItems: 1 })
    expect(await foreign(scene)).toBe(1)
  })

  it('stays counted when its slice is dropped', async () => {
    const scene = await openReconcileFixture('report-state')
    await scene.put('old', -1_200)
    await scene.put('new', 5)
    scene.server.rows = [rowAt(-1_200, { read: -1_100 }), stranger(-1_199), rowAt(5), stranger(6)]
    await scene.scan()
    const n = Math.floor(at(-1_200) / sliceMs)
    scene.start()
    await expect.poll(() => scene.redis.exists(scene.keys.slice(n))).toBe(0)
    expect(await scene.redis.hget(scene.keys.foreignItems, String(n))).toBeNull()
    expect(await foreign(scene)).toBe(2)
  })
})

describe('the state of the report', () => {
  it('has what is followed, since when, the last scan, the quota and the sender', async () => {
    const scene = await openReconcileFixture('report-state')
    expect(await scene.disparo.report()).toEqual({
      followed: { messages: 0, slices: 0 },
      foreign: 0,
      missingMessages: 0,
      quota: { max: 60, windowMs: 600_000, left: 60 },
    })
    for (const [id, seconds] of [
      ['m1', 5],
      ['m2', 6],
      ['m3', 35],
    ] as const) {
      await scene.put(id, seconds, { to: `55119000000${id.slice(1)}` })
    }
    const before = new Date(await redisNow(scene.redis, scene.keys)).toISOString()
    await scene.scan()
    const state = await scene.disparo.report()
    expect(state).toMatchObject({ followed: { messages: 3, slices: 2 }, oldestOpenAt: iso(0) })
    expect(state.quota.left).toBe(59)
    expect(state.lastScanAt && state.lastScanAt >= before).toBe(true)
    expect(state).not.toHaveProperty('sender')
  })

  it('has the sender of the latest of our messages, whatever is scanned later', async () => {
    const scene = await openReconcileFixture('report-state')
    await scene.put('m1', 5)
    await scene.put('m2', 35)
    const numbers = { old: '5511911111111', new: '5511922222222', other: '5511933333333' }
    scene.server.rows = [
      rowAt(35, {}, { sender: numbers.new }),
      rowAt(5, {}, { sender: numbers.old }),
      stranger(36, { sender: numbers.other }),
    ]
    await scene.scan()
    expect((await scene.disparo.report()).sender).toBe(numbers.new)
    scene.server.rows = [rowAt(5, {}, { sender: numbers.old }), rowAt(35, {}, { sender: ' ' })]
    await scene.scan()
    expect((await scene.disparo.report()).sender).toBe(numbers.new)
    expect(JSON.stringify(scene.lines)).not.toMatch(/55119\d{8}/)
  })
})
