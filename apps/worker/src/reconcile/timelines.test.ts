import { readSlices, sliceMs } from '@disparo/core/internal/ledger'
import { describe, expect, it } from 'vitest'
import { at, iso, message, openReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'

describe('a timeline', () => {
  it('has what the report shows, whether it costs, and from where it came', async () => {
    const scene = await openReconcileFixture('timelines')
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, { sent: 6, received: 8, read: 20 })]
    await scene.scan()
    expect(await scene.status('m1')).toMatchObject({
      status: 'read',
      billable: true,
      origin: 'API',
      timeline: { sending: iso(5), sent: iso(6), received: iso(8), read: iso(20) },
    })
  })

  it('is completed by later evidence, and nothing in it is ever taken back', async () => {
    const scene = await openReconcileFixture('timelines')
    await scene.put('m1', 5)
    await scene.put('m2', 6, { to: '5511900000002' })
    scene.server.rows = [rowAt(5, { read: 9 })]
    await scene.scan()
    expect(await scene.status('m1')).toMatchObject({ status: 'read', timeline: { read: iso(9) } })
    scene.server.rows = [rowAt(5, { sent: 6, received: 7 })]
    await scene.scan()
    scene.server.rows = [rowAt(5)]
    await scene.scan()
    scene.server.rows = []
    await scene.scan()
    expect(await scene.status('m1')).toMatchObject({
      status: 'read',
      timeline: { sent: iso(6), received: iso(7), read: iso(9) },
    })
  })

  it('of a message whose number is shown without its ninth digit is its own', async () => {
    const scene = await openReconcileFixture('timelines')
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, { sent: 6 }, { recipient: '551187654321' })]
    expect(await scene.scan()).toMatchObject({ matched: 1, foreign: 0 })
  })

  it('is right for each of ten equal messages to one person, also when they are in two slices', async () => {
    const scene = await openReconcileFixture('timelines')
    const sent = Array.from({ length: 10 }, (_, n) => 21 + 2 * n)
    for (const seconds of sent.toReversed()) await scene.put(`m${seconds}`, seconds)
    const expectTimelines = async (later: (seconds: number) => Record<string, number>) => {
      // Neither in their order nor in the other.
      const shuffled = sent.toSorted((a, b) => ((a * 7) % 10) - ((b * 7) % 10))
      scene.server.rows = shuffled.map((seconds) => rowAt(seconds + 1, later(seconds)))
      expect(await scene.scan()).toMatchObject({ matched: 10, foreign: 0, absent: 0 })
      for (const seconds of sent) {
        const timeline = (await scene.status(`m${seconds}`))?.timeline
        const dates = Object.entries(later(seconds)).map(([status, second]) => [status, iso(second)])
        expect(timeline).toMatchObject(Object.fromEntries(dates))
      }
    }
    await expectTimelines((seconds) => ({ sent: seconds + 1 }))
    await expectTimelines((seconds) => ({ sent: seconds + 1, received: seconds + 2 + (seconds % 5) }))
    await expectTimelines((seconds) => ({
      sent: seconds + 1,
      received: seconds + 2 + (seconds % 5),
      ...(seconds % 4 === 1 ? { read: 90 - seconds } : {}),
    }))
  })

  it('is right in any order and at any distance of time when labels are unique, and shows the plain label', async () => {
    const scene = await openReconcileFixture('timelines', { uniqueLabel: true })
    const label = 'black_friday'
    const labelled = (id: string) => ({ ...message, externalLabel: `${label}~${id}` })
    for (const id of ['a', 'b', 'c']) await scene.put(id, 5, labelled(id))
    const sent = { a: 43, b: 41, c: 42 }
    scene.server.rows = Object.entries(sent).map(([id, seconds]) =>
      rowAt(40, { sent: seconds }, { externalLabel: `${label}~${id}` }),
    )
    expect(await scene.scan()).toMatchObject({ matched: 3 })
    for (const [id, seconds] of Object.entries(sent)) {
      expect(await scene.status(id)).toMatchObject({
        externalLabel: label,
        timeline: { sent: iso(seconds) },
      })
    }
  })
})

describe('what others sent', () => {
  it('is counted, and leaves nothing else behind', async () => {
    const scene = await openReconcileFixture('timelines')
    await scene.put('m1', 5)
    await scene.scan()
    const before = (await scene.redis.keys(`${scene.keys.prefix}:*`)).sort()
    const strangers = Array.from({ length: 20 }, (_, n) =>
      rowAt(5, { sent: 6 }, { recipient: String(5521900000000 + n), externalLabel: 'de_outro' }),
    )
    const operator = rowAt(5, { read: 9 }, { origin: 'OPERADOR', operatorName: 'Operador 1' })
    scene.server.rows = [...strangers, operator]
    expect(await scene.scan()).toMatchObject({ items: 21, matched: 0, foreign: 21, changed: 0 })
    const after = (await scene.redis.keys(`${scene.keys.prefix}:*`)).sort()
    expect(after).toEqual([...before, scene.keys.foreignItems].sort())
    expect((await scene.status('m1'))?.status).toBe('accepted')
    expect(JSON.stringify(scene.lines)).not.toMatch(/55219|Operador 1/)
  })

  it('does not hide what is ours', async () => {
    const scene = await openReconcileFixture('timelines')
    await scene.put('m1', 5)
    const twin = rowAt(5, { sent: 5, read: 6 }, { origin: 'Supervisor' })
    scene.server.rows = [twin, rowAt(5, { sent: 7 })]
    expect(await scene.scan()).toMatchObject({ matched: 1, foreign: 1 })
    expect(await scene.status('m1')).toMatchObject({ status: 'sent', timeline: { sent: iso(7) } })
  })
})

describe('slices that are followed', () => {
  it('are only those there are, however far apart the first and the last', async () => {
    const scene = await openReconcileFixture('timelines')
    await scene.put('old', -3_600)
    await scene.put('new', 5)
    expect(await scene.scan()).toMatchObject({ slices: 2 })
    const marked = (await readSlices(scene.redis, scene.keys)).filter(({ scannedAt }) => scannedAt)
    expect(marked).toHaveLength(2)
  })

  it('are forgotten when all in them is read and none can join them any more, the messages are not', async () => {
    const scene = await openReconcileFixture('timelines')
    await scene.put('m1', -1_200)
    scene.server.rows = [rowAt(-1_200, { read: -1_100 })]
    await scene.scan()
    const n = Math.floor(at(-1_200) / sliceMs)
    scene.start()
    await expect.poll(() => scene.redis.exists(scene.keys.slice(n))).toBe(0)
    expect((await readSlices(scene.redis, scene.keys)).map((slice) => slice.n)).not.toContain(n)
    expect(await scene.redis.hexists(scene.keys.slicesScanned, String(n))).toBe(0)
    expect(await scene.status('m1')).toMatchObject({
      status: 'read',
      timeline: { read: iso(-1_100) },
    })
  })
})
