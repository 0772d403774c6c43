import { describe, expect, it } from 'vitest'
import { iso, openReconcileFixture, type ReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'
import type { Answer } from './report-server.test.support.js'

const settings = { reconcile: { reportLagMs: 0 } }

/** The next answer is one that does not say what time it is. */
function hideClock({ server }: ReconcileFixture): void {
  const silent: Answer = (response, request) => {
    response.removeHeader('date')
    server.answer(response, request)
  }
  server.answers = [silent]
}

describe('an upstream that never told its clock', () => {
  it('does not prove a message absent whose item it may yet date a minute later', async () => {
    const scene = await openReconcileFixture('untold-clock', settings)
    // 45 to 75 s ago: late enough for a clock that is known.
    await scene.put('lost', 75, { status: 'unknown' })
    await scene.sibling(76)
    hideClock(scene)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 0 })
    expect(await scene.redis.hexists(scene.keys.reportState, 'skewMs')).toBe(0)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 1 })
  })

  it('proves it when that minute is over, too', async () => {
    const scene = await openReconcileFixture('untold-clock', settings)
    await scene.put('lost', 5, { status: 'unknown' })
    await scene.sibling(6)
    hideClock(scene)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 1 })
  })

  it.each([45, -45])('is believed with its clock %i s off', async (seconds) => {
    const scene = await openReconcileFixture('untold-clock', settings)
    await scene.put('m1', 5, { status: 'unknown' })
    scene.server.rows = [rowAt(5 + seconds, { sent: 6 + seconds })]
    hideClock(scene)
    expect(await scene.scan()).toMatchObject({ matched: 1, released: 0 })
    expect(await scene.status('m1')).toMatchObject({
      status: 'sent',
      timeline: { sent: iso(6 + seconds) },
    })
  })
})
