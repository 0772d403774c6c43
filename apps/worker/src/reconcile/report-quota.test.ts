import { describe, expect, it, onTestFinished } from 'vitest'
import { openReconcileFixture, type ReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'
import { type Answer, status } from './report-server.test.support.js'

const recipient = (n: number) => String(5511900000000 + n)

/** Looks as often as a test is patient. */
const hasty = { leaseMs: 3_000, lookMs: 300 }

/** How long after the first request the second came, in ms. */
const gap = ({ server: { asked } }: ReconcileFixture) => (asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)

describe('the quota of the report', () => {
  it('is left alone for as long as a 429 says', async () => {
    const scene = await openReconcileFixture('report-quota')
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, { sent: 5 })]
    scene.server.answers = [status(429, { 'x-rate-limit-reset': '2' }, 'Too many connections.')]
    await scene.scan()
    expect(gap(scene)).toBeGreaterThanOrEqual(1_990)
    expect(scene.lines).toContainEqual(
      expect.objectContaining({ event: 'report:closed', reason: 'throttled', ms: 2_000 }),
    )
    expect((await scene.status('m1'))?.status).toBe('sent')
  })

  it('is left alone when an answer says that nothing remains of it, and that page still counts', async () => {
    const scene = await openReconcileFixture('report-quota')
    await scene.put('m1', 1, { to: recipient(1) })
    await scene.put('m2', 2, { to: recipient(2) })
    scene.server.rows = [1, 2].map((n) => rowAt(n, { sent: n }, { recipient: recipient(n) }))
    scene.server.rowsPerPage = 1
    const last: Answer = (response, request) => {
      response.setHeader('X-Rate-Limit-Remaining', '0')
      response.setHeader('X-Rate-Limit-Reset', '1')
      scene.server.answer(response, request)
    }
    scene.server.answers = [last]
    expect(await scene.scan()).toMatchObject({ pages: 2, matched: 2 })
    expect(scene.server.asked.map(({ pageNumber }) => pageNumber)).toEqual([1, 2])
    expect(gap(scene)).toBeGreaterThanOrEqual(990)
  })

  it('is never overdrawn, however often the report fails, and is used again when there is some', async () => {
    const limit = { max: 3, windowMs: 600_000 }
    const scene = await openReconcileFixture(
      'report-quota',
      { reconcile: { limit }, outage: { closeAfter: 1_000 } },
      { onTestFinished },
      hasty,
    )
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, { sent: 5 })]
    scene.server.answers = [status(500)]
    const attemptCounted = (ago: number) => [Date.now() - ago, `spent-${ago}`] as const
    await scene.redis.zadd(scene.keys.reportPermits, ...attemptCounted(500_000), ...attemptCounted(400_000))

    const refused = scene.next('report:refused')
    scene.start()
    await refused
    for (let look = 0; look < 2; look++) await nextLook(scene)
    expect(scene.server.asked).toHaveLength(1)

    const scanned = scene.next('report:scanned')
    await scene.redis.del(scene.keys.reportPermits)
    await scanned
    expect(scene.server.asked).toHaveLength(2)
    expect((await scene.status('m1'))?.status).toBe('sent')
  })

  it('is spread over its window, also while the report fails', async () => {
    const scene = await openReconcileFixture('report-quota', {
      reconcile: { limit: { max: 10, windowMs: 40_000 } },
    })
    await scene.put('m1', 5)
    scene.server.answers = [status(500)]
    await scene.scan()
    expect(gap(scene)).toBeGreaterThanOrEqual(1_900)
  })

  it('is not touched while there is nothing to look for', async () => {
    const scene = await openReconcileFixture('report-quota', {}, { onTestFinished }, hasty)
    scene.start()
    for (let look = 0; look < 2; look++) await nextLook(scene)
    expect(scene.server.asked).toEqual([])
  })
})

/** A look renews the lease, so one whose time was lengthened shows when there was another. */
async function nextLook({ redis, keys }: ReconcileFixture): Promise<void> {
  await expect.poll(() => redis.pexpire(keys.reportLease, 600_000)).toBe(1)
  await expect.poll(() => redis.pttl(keys.reportLease)).toBeLessThanOrEqual(hasty.leaseMs)
}
