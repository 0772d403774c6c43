import { randomUUID } from 'node:crypto'
import { type AccountInput, ledgerOptionsOf } from '@disparo/core/internal/account'
import { timeField } from '@disparo/core/internal/ledger'
import { resolveUnknown } from '@disparo/core/internal/queue'
import { describe, expect, it } from 'vitest'
import { startAccountWorker } from '../account-worker.js'
import { message, openReconcileFixture, type ReconcileFixture } from './reconcile-fixture.test.support.js'
import { never } from './report-server.test.support.js'

const dayMs = 24 * 3_600_000
const followedMs = 36_000

async function work({ account, redis, log }: ReconcileFixture) {
  const credentials = { username: 'usuarioApi', password: 'senhaApi' }
  const limits = { concurrency: 5, lockMs: 30_000, onRedisError: () => {} }
  const worker = startAccountWorker({ account, credentials, redis, log, ...limits })
  await worker.ready()
  return worker
}

/** A message in doubt that nobody worked on until its status was followed no longer; then its job's sleep was over. */
async function leaveInDoubt(settings: Partial<AccountInput>) {
  const reconcile = { maxAgeHours: followedMs / 3_600_000, reportLagMs: 0, dispatchLagMs: 0 }
  const scene = await openReconcileFixture(`old-doubt-${randomUUID().slice(0, 8)}`, {
    ...settings,
    reconcile,
  })
  await scene.redis.hset(scene.keys.reportState, { skewMs: 0, itemsPerMessage: 1 })
  const worker = await work(scene)
  scene.server.posts = [never]
  const { id } = await scene.disparo.send(message, { lane: 'bulk' })
  const job = async () => scene.lanes.bulk.getJob(id)
  await expect.poll(async () => (await job())?.isDelayed()).toBe(true)
  await worker.stop(1_000)
  await scene.move(id, 5)
  const becomes = (status: string) => expect.poll(async () => (await scene.status(id))?.status).toBe(status)
  return { scene, id, job, becomes }
}

describe('a message in doubt for longer than its status is followed', () => {
  it('is sent again where a last look proves it absent', async () => {
    const { scene, becomes, job } = await leaveInDoubt({})
    await scene.sibling(6)
    await (await job())?.promote()
    const worker = await work(scene)
    await becomes('accepted')
    await worker.stop(1_000)
    expect(scene.server.posted).toHaveLength(2)
  })

  it('is sent again where somebody says so, however late', async () => {
    const { scene, id, becomes, job } = await leaveInDoubt({ unknownPolicy: { bulk: 'hold' } })
    const { account, redis, keys, lanes } = scene
    await redis.hset(keys.message(id), timeField.sending, Date.now() - 5 * dayMs)
    await (await job())?.promote()
    const worker = await work(scene)
    await expect.poll(async () => (await job())?.delay ?? 0).toBeGreaterThan(dayMs / 5)
    const deps = { redis, keys, lanes, account: account.name, ledgerOptions: ledgerOptionsOf(account) }
    await resolveUnknown(deps, id, { as: 'resend', by: 'tests' })
    await becomes('accepted')
    await worker.stop(1_000)
    expect(scene.server.posted).toHaveLength(2)
  })

  it('is let go after 31 days', async () => {
    const { scene, id, job } = await leaveInDoubt({ unknownPolicy: { bulk: 'hold' } })
    await scene.redis.hset(scene.keys.message(id), timeField.sending, Date.now() - 32 * dayMs)
    await (await job())?.promote()
    const worker = await work(scene)
    await expect.poll(job).toBeUndefined()
    await worker.stop(1_000)
    expect(scene.server.posted).toHaveLength(1)
    expect(await scene.status(id)).toMatchObject({ status: 'unknown' })
  })
})
