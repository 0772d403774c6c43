import { randomUUID } from 'node:crypto'
import { DelayedError, type Job, Worker } from 'bullmq'
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { begin, readReleased, resolveDoubt, settle } from '../../ledger/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { resolveUnknown } from '../doubt/resolve-unknown.js'
import { enqueueMany } from '../enqueue/rows/enqueue-many.js'
import { closeLanes, laneQueueName, openLanes } from '../lanes/lanes.js'
import { findBatch } from '../state/batch-state.js'
import { findMessages } from '../state/message-state.js'
import { promoteReleased } from './promote-released.js'

const name = `wake-${randomUUID().slice(0, 8)}`
const ledgerOptions = { retentionMs: 86_400_000, outbox: true }
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(name)
const lanes = openLanes(redis, { name })
const deps = { redis, account: name, keys, lanes, ledgerOptions }
const intake = { defaultLane: 'bulk', rules: { couponMaxLength: 15 } } as const
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
afterAll(async () => {
  await closeLanes(lanes)
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  redis.disconnect()
})

/** A message in doubt, in a batch of its own; its job sleeps for ten minutes. */
async function putInDoubt(): Promise<{ id: string; batch: string; job: Job }> {
  const sendAt = new Date(Date.now() + 600_000)
  const terms = { lane: 'bulk', sendAt, rowsBy: 'place', retentionMs: ledgerOptions.retentionMs } as const
  const {
    receipt: { id: batch },
  } = await enqueueMany({ ...deps, rules: intake }, [message], terms)
  const id = `${batch}-1`
  const common = { id, token: id, batch, maxAttempts: 3, ledgerOptions }
  await begin(redis, keys, {
    ...common,
    lane: 'bulk',
    message,
    policy: 'verify',
    limit: { max: 1_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 1_000,
    enqueuedAt: Date.now(),
  })
  const gate = { kind: 'none' } as const
  const settlement = { status: 'unknown', countAttempt: 'always', exhausted: 'unknown', gate } as const
  const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
  await settle(redis, keys, { ...common, outage, settlement })
  return { id, batch, job: (await lanes.bulk.getJob(id)) as Job }
}

/** As a scan does that dies at once. */
async function release(id: string): Promise<void> {
  const when = { unknownBy: Number.MAX_SAFE_INTEGER, attemptMs: 0 }
  const input = { ledgerOptions, ids: [id], as: 'enqueued', reason: 'proved-absent', ...when } as const
  expect(await resolveDoubt(redis, keys, input)).toEqual([id])
}

function resolvable() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}

const wake = () => promoteReleased(deps)
const status = async (id: string) => (await findMessages(deps, [id]))[0]
const counts = async (batch: string) => (await findBatch(deps, batch))?.counts
const released = () => readReleased(redis, keys, 10)
const told = async () => (await redis.xrange(keys.events, '-', '+')).map(([, fields]) => fields.slice(0, 4))

describe('a message released from doubt', () => {
  it('is woken by whoever looks next, once', async () => {
    const { id, job } = await putInDoubt()
    await release(id)
    expect(await job.isDelayed()).toBe(true)
    expect(await wake()).toEqual([])
    expect(await job.isDelayed()).toBe(false)
    expect(await job.getState()).toBe('prioritized')
    expect(await released()).toEqual([])
    await job.remove()
  })

  it('whose job is about to fall asleep is woken when it has', async () => {
    const { id, job } = await putInDoubt()
    const steps = { begun: resolvable(), goOn: resolvable() }
    const worker = new Worker(
      laneQueueName(name, 'bulk'),
      async (active) => {
        steps.begun.resolve()
        await steps.goOn.promise
        await active.moveToDelayed(Date.now() + 600_000, active.token)
        throw new DelayedError()
      },
      { connection: redis, prefix: keys.prefix },
    )
    onTestFinished(() => worker.close())
    await job.promote()
    await steps.begun.promise
    await release(id)
    await wake()
    expect(await released()).toEqual([id])

    const asleep = worker.pause()
    steps.goOn.resolve()
    await asleep
    expect(await job.isDelayed()).toBe(true)
    await wake()
    expect(await job.isDelayed()).toBe(false)
    expect(await released()).toEqual([])
    await job.remove()
  })

  it('that is forgotten meanwhile is let go, and its job left asleep', async () => {
    const { id, job } = await putInDoubt()
    await release(id)
    const entry = keys.message(id)
    await redis.rename(entry, `${entry}:away`)
    expect(await wake()).toEqual([])
    expect(await job.isDelayed()).toBe(true)
    expect(await released()).toEqual([])
    await job.remove()
  })
})

describe('a message to be sent again whose job is missing', () => {
  it('fails, which its batch counts and its callback is told', async () => {
    const { id, batch, job } = await putInDoubt()
    await job.remove()
    await release(id)
    expect(await counts(batch)).toMatchObject({ enqueued: 1, failed: 0 })
    expect(await wake()).toEqual([id])
    expect(await status(id)).toMatchObject({
      status: 'failed',
      detail: 'job-missing',
      timeline: { failed: expect.any(String) },
    })
    expect(await counts(batch)).toMatchObject({ enqueued: 0, unknown: 0, failed: 1 })
    expect(await told()).toContainEqual(['id', id, 'status', 'failed'])
    expect(await redis.pttl(keys.message(id))).toBeGreaterThan(0)
    expect(await released()).toEqual([])
    expect(await wake()).toEqual([])
  })

  it('fails when somebody resolves it as well, and the answer says so', async () => {
    const { id, job } = await putInDoubt()
    await job.remove()
    const state = await resolveUnknown(deps, id, { as: 'resend', by: 'tests' })
    expect(state).toMatchObject({ status: 'failed', detail: 'job-missing' })
    expect(await wake()).toEqual([])
    expect(await released()).toEqual([])
  })

  it('does not fail when somebody says that it was sent', async () => {
    const { id, job } = await putInDoubt()
    await job.remove()
    expect(await resolveUnknown(deps, id, { as: 'accepted', by: 'tests' })).toMatchObject({
      status: 'accepted',
    })
    expect(await released()).toEqual([])
  })
})
