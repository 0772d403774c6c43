import type { AccountInput } from '@disparo/core/internal/account'
import { readUpstreamOutages } from '@disparo/core/internal/ledger'
import { redisNow } from '@disparo/core/internal/redis'
import { describe, expect, it } from 'vitest'
import { startAccountWorker } from '../account-worker.js'
import {
  at,
  iso,
  message,
  openReconcileFixture,
  type ReconcileFixture,
  rowAt,
} from './reconcile-fixture.test.support.js'
import { never } from './report-server.test.support.js'

const name = 'silences'
const statusOf = async ({ status }: ReconcileFixture, id: string) => (await status(id))?.status

/** Upstream's clock is known, and `lost` was POSTed 5 s after the start. */
async function openDoubt(settings: Partial<AccountInput> = {}): Promise<ReconcileFixture> {
  const scene = await openReconcileFixture(name, settings)
  await scene.redis.hset(scene.keys.reportState, { skewMs: 0, itemsPerMessage: 1 })
  await scene.put('lost', 5, { status: 'unknown' })
  await scene.sibling(6)
  return scene
}

/** Upstream stood still, in seconds after the start. */
const stoodStill = ({ redis, keys }: ReconcileFixture, from: number, until: number) =>
  redis.zadd(keys.upstreamOutages, at(until), at(from))

/** And still does, as attempts tell that were given up. */
const standsStill = ({ redis, keys }: ReconcileFixture, from: number, last: number) =>
  redis.hset(keys.gate, { silentFrom: at(from), silentSince: at(from) + 500, silentLast: last })

describe('what was sent while Hi Platform stood still', () => {
  it('is found however late it was dispatched', async () => {
    const scene = await openDoubt()
    await stoodStill(scene, 4, 50)
    scene.server.rows.push(rowAt(65, { sent: 66 }))
    expect(await scene.scan()).toMatchObject({ matched: 2, released: 0 })
    expect(await scene.status('lost')).toMatchObject({ status: 'sent', timeline: { sent: iso(66) } })
  })

  it('does not take the item of what was sent when it answered again', async () => {
    const scene = await openDoubt({ reconcile: { reportLagMs: 30_000 } })
    await stoodStill(scene, 4, 50)
    await scene.put('later', 62)
    scene.server.rows.push(rowAt(63, { sent: 66 }))
    expect(await scene.scan()).toMatchObject({ matched: 2, released: 1 })
    expect(await statusOf(scene, 'later')).toBe('sent')
    expect(await statusOf(scene, 'lost')).toBe('enqueued')
  })

  it('is not proved absent until the report had its time after the first answer', async () => {
    const scene = await openDoubt()
    await stoodStill(scene, 4, 115)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 0 })
    await scene.redis.del(scene.keys.upstreamOutages)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 1 })
  })

  it('is not proved absent as long as attempts get no answer, though the report answers', async () => {
    const scene = await openDoubt()
    await standsStill(scene, 4, Date.now())
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 0 })
    expect(await readUpstreamOutages(scene.redis, scene.keys, 0)).toEqual([{ from: at(4) }])
  })

  it('is not proved absent by the report while another attempt is under way', async () => {
    const scene = await openDoubt()
    await standsStill(scene, 4, at(7))
    await scene.redis.zadd(scene.keys.permits, Date.now(), 'another')
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 0 })
    expect(await readUpstreamOutages(scene.redis, scene.keys, 0)).toEqual([{ from: at(4) }])
  })

  it('is found after another silence that began before the first was over for it', async () => {
    const scene = await openDoubt()
    await stoodStill(scene, 4, 20)
    await stoodStill(scene, 30, 50)
    scene.server.rows.push(rowAt(65, { sent: 66 }))
    expect(await scene.scan()).toMatchObject({ matched: 2, released: 0 })
  })

  it('has the answer of the report for the first, where nothing else is sent', async () => {
    const scene = await openDoubt()
    await standsStill(scene, 4, at(7))
    await scene.redis.del(scene.keys.permits)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 0 })
    const [silence] = await readUpstreamOutages(scene.redis, scene.keys, 0)
    expect(silence?.from).toBe(at(4))
    expect(silence?.until).toBeGreaterThan(at(120))
    expect(await scene.redis.exists(scene.keys.gate)).toBe(0)
  })
})

it('attempts that get no answer are a silence, until one does', async () => {
  const scene = await openReconcileFixture(name)
  const { account, redis, keys, log } = scene
  const credentials = { username: 'usuarioApi', password: 'senhaApi' }
  const limits = { concurrency: 5, lockMs: 30_000, onRedisError: () => {} }
  const worker = startAccountWorker({ account, credentials, redis, log, ...limits })
  await worker.ready()
  const began = await redisNow(redis, keys)
  let firstAt = Number.POSITIVE_INFINITY
  const first: typeof never = (...exchange) => {
    firstAt = Date.now()
    return never(...exchange)
  }
  scene.server.posts = [first, never, never, never]
  const { id } = await scene.disparo.send(message, { lane: 'urgent' })
  await expect.poll(() => statusOf(scene, id)).toBe('accepted')
  await worker.stop(1_000)
  const [silence] = await readUpstreamOutages(redis, keys, 0)
  expect(silence?.from).toBeGreaterThanOrEqual(began)
  expect(silence?.from).toBeLessThanOrEqual(firstAt)
  expect((silence?.until ?? 0) - (silence?.from ?? 0)).toBeGreaterThan(account.requestTimeoutMs + 1_000)
})
