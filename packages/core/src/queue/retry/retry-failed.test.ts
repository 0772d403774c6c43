import { randomUUID } from 'node:crypto'
import { type Job, UnrecoverableError, Worker } from 'bullmq'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { begin, readReleased, reopen, settle } from '../../ledger/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { enqueueMany } from '../enqueue/rows/enqueue-many.js'
import { closeLanes, laneJobOptions, laneQueueName, openLanes } from '../lanes/lanes.js'
import { findBatch } from '../state/batch-state.js'
import { findMessages } from '../state/message-state.js'
import { promoteReleased } from './promote-released.js'
import { retryFailed } from './retry-failed.js'

const name = `retry-${randomUUID().slice(0, 8)}`
const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
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

type End = 'accepted' | 'rejected' | 'unknown' | 'failed'

/** Enqueues a batch and works it off: all its messages end so, and their jobs fail. */
async function batchOf(ends: readonly End[]): Promise<{ batch: string; ids: string[] }> {
  const terms = { lane: 'bulk', rowsBy: 'place', retentionMs: ledgerOptions.retentionMs } as const
  const rows = ends.map(() => message)
  const {
    receipt: { id: batch },
  } = await enqueueMany({ ...deps, rules: intake }, rows, terms)
  const ids = ends.map((_, index) => `${batch}-${index + 1}`)
  await work(ends.length, async (job) => {
    const end = ends[ids.indexOf(String(job.id))] ?? 'failed'
    await attempt(job, batch, end)
    throw new UnrecoverableError(end)
  })
  return { batch, ids }
}

async function attempt(job: Job, batch: string, end: End): Promise<void> {
  const one = {
    id: String(job.id),
    token: randomUUID(),
    batch,
    maxAttempts: 1,
    ledgerOptions,
    lane: 'bulk',
  } as const
  await begin(redis, keys, {
    ...{ ...one, message, policy: 'verify', attemptMs: 1_000, enqueuedAt: job.timestamp },
    limit: { max: 1_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
  })
  await settle(redis, keys, {
    ...one,
    outage: { closeAfter: 99, firstPauseMs: 1_000, longestPauseMs: 60_000 },
    settlement: {
      status: end === 'failed' ? 'enqueued' : end,
      ...{ countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
    },
  })
}

/** Runs so many jobs, to their success or failure. */
async function work(count: number, processor: (job: Job) => Promise<void>): Promise<void> {
  const run = (job: Job) => {
    Object.assign(job.opts, laneJobOptions)
    return processor(job)
  }
  const worker = new Worker(laneQueueName(name, 'bulk'), run, { connection: redis, prefix: keys.prefix })
  await new Promise<void>((resolve) => {
    let left = count
    const done = () => {
      left -= 1
      if (left === 0) resolve()
    }
    worker.on('completed', done).on('failed', done)
  })
  await worker.close()
}

const stateOf = async (id: string) => (await lanes.bulk.getJob(id))?.getState()
const statusOf = async (id: string) => (await findMessages(deps, [id]))[0]?.status
const countsOf = async (batch: string) => (await findBatch(deps, batch))?.counts
const released = () => readReleased(redis, keys, 10)

describe('retrying what failed', () => {
  it('sends again what may be, and leaves the rest and its jobs alone', async () => {
    const { batch, ids } = await batchOf(['failed', 'rejected', 'unknown', 'accepted', 'failed'])
    expect(await retryFailed(deps, 'bulk', ids)).toEqual([
      ...[undefined, 'rejected', 'in-doubt', 'already-sent', undefined],
    ])
    const states = ['prioritized', 'failed', 'failed', 'failed', 'prioritized']
    expect(await Promise.all(ids.map(stateOf))).toEqual(states)
    expect(await countsOf(batch)).toMatchObject({ enqueued: 2, rejected: 1, unknown: 1, accepted: 1 })
    expect(await released()).toEqual([])
    await lanes.bulk.obliterate({ force: true })
  })

  it('gives a job all its attempts back', async () => {
    const { ids } = await batchOf(['failed'])
    const [id = ''] = ids
    await retryFailed(deps, 'bulk', ids)
    const made: number[] = []
    await work(1, async (job) => {
      made.push(job.attemptsMade)
    })
    expect(made).toEqual([0])
    expect(await stateOf(id)).toBeUndefined()
  })

  it('does so once, whoever asks at the same time', async () => {
    const { ids } = await batchOf(['failed'])
    const asked = await Promise.all([1, 2, 3].map(() => retryFailed(deps, 'bulk', ids)))
    expect(asked.flat().filter((obstacle) => obstacle === undefined)).not.toEqual([])
    expect(await lanes.bulk.getJobCountByTypes('prioritized', 'waiting')).toBe(1)
    await lanes.bulk.obliterate({ force: true })
  })

  it('runs a job that failed although its message is still to be sent, as after faults of our own', async () => {
    const { id } = await lanes.bulk.add('send', { message } as never, { jobId: 'of-no-entry', priority: 10 })
    await work(1, () => Promise.reject(new UnrecoverableError('a fault')))
    expect(await retryFailed(deps, 'bulk', [String(id)])).toEqual([undefined])
    expect(await stateOf(String(id))).toBe('prioritized')
    expect(await retryFailed(deps, 'bulk', [String(id)])).toEqual(['not-failed'])
    await lanes.bulk.obliterate({ force: true })
  })
})

describe('a retry that breaks off after the message was reopened', () => {
  const breakOff = async (id: string) => {
    const messages = [{ id, jobKey: lanes.bulk.toKey(id) }]
    expect(await reopen(redis, keys, { ledgerOptions, messages })).toEqual(['reopened'])
    expect([await statusOf(id), await stateOf(id), await released()]).toEqual(['enqueued', 'failed', [id]])
  }

  it('is completed by the next one', async () => {
    const { ids } = await batchOf(['failed'])
    const [id = ''] = ids
    await breakOff(id)
    expect(await retryFailed(deps, 'bulk', ids)).toEqual([undefined])
    expect([await statusOf(id), await stateOf(id), await released()]).toEqual(['enqueued', 'prioritized', []])
    await lanes.bulk.obliterate({ force: true })
  })

  it('is completed by a worker, if nobody asks again', async () => {
    const { ids } = await batchOf(['failed'])
    const [id = ''] = ids
    await breakOff(id)
    expect(await promoteReleased(deps)).toEqual([])
    expect([await statusOf(id), await stateOf(id), await released()]).toEqual(['enqueued', 'prioritized', []])
    expect((await lanes.bulk.getJob(id))?.attemptsMade).toBe(0)
    await lanes.bulk.obliterate({ force: true })
  })

  it('leaves no message waiting whose job somebody removes meanwhile', async () => {
    const { batch, ids } = await batchOf(['failed'])
    const [id = ''] = ids
    await breakOff(id)
    await (await lanes.bulk.getJob(id))?.remove()
    expect(await promoteReleased(deps)).toEqual([id])
    expect((await findMessages(deps, [id]))[0]).toMatchObject({ status: 'failed', detail: 'job-missing' })
    expect(await countsOf(batch)).toMatchObject({ enqueued: 0, failed: 1 })
    expect(await retryFailed(deps, 'bulk', [id])).toEqual(['job-missing'])
  })
})
