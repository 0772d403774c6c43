import { type Job, Queue, Worker } from 'bullmq'
import { afterAll, afterEach, beforeEach, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import { refundStart } from './refund-start.js'

const { prefix } = accountKeys('return-start-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const queue = new Queue('lane', { connection: redis, prefix })
const terms = { windowMs: 60_000, lockMs: 30_000 }
const limiter = queue.toKey('limiter')
let hand: Worker
let tokens = 0

beforeEach(async () => {
  await queue.obliterate({ force: true })
  await redis.del(limiter)
  hand = new Worker('lane', null, {
    ...{ connection: redis, prefix, lockDuration: terms.lockMs },
    limiter: { max: 3, duration: terms.windowMs },
  })
  await queue.addBulk(Array.from({ length: 20 }, () => ({ name: 'job', data: {} })))
})
afterEach(() => hand.close())
afterAll(async () => {
  await queue.obliterate({ force: true })
  await queue.close()
  redis.disconnect()
})

/** The next job, unless the limiter holds it back. */
const start = () => hand.getNextJob(`token-${tokens++}`, { block: false })
const started = async (): Promise<Job> => {
  const job = await start()
  if (!job) throw new TypeError('The limiter holds it back')
  return job
}
const giveBack = (job: Job) => refundStart(redis, queue, job, terms)
const counted = async () => Number(await redis.get(limiter))

it('a start that is given back is one more that may be made, and one alone', async () => {
  const [first] = [await started(), await started(), await started()]
  expect(await start()).toBeUndefined()
  await redis.set(limiter, 3, 'KEEPTTL')
  expect(await giveBack(first)).toBe(true)
  expect(await counted()).toBe(2)
})

it('as many are under way as the limiter allows, however many are given back', async () => {
  for (let n = 0; n < 15; n++) {
    expect(await giveBack(await started())).toBe(true)
    expect(await counted()).toBe(0)
  }
  for (let n = 0; n < 3; n++) await started()
  expect(await start()).toBeUndefined()
})

it('a manual rest is not lifted, nor shortened, nor made countable', async () => {
  const jobs = [await started(), await started()]
  await queue.rateLimit(50_000)
  const rest = await redis.get(limiter)
  for (const job of jobs) expect(await giveBack(job)).toBe(false)
  expect(await redis.get(limiter)).toBe(rest)
  expect(await redis.pttl(limiter)).toBeGreaterThan(40_000)
})

it('nothing is given back to a later window than the one it was counted in', async () => {
  const early = await started()
  // The window is over, and another begins a moment later.
  await redis.del(limiter)
  await expect
    .poll(async () => redis.pttl(`${queue.toKey(String(early.id))}:lock`), { interval: 1 })
    .toBeLessThan(terms.lockMs - 5)
  const late = await started()
  expect(await giveBack(early)).toBe(false)
  expect(await counted()).toBe(1)
  expect(await giveBack(late)).toBe(true)
  expect(await counted()).toBe(0)
})

it('who has lost the job, or may have renewed its lock, gives nothing back', async () => {
  const job = await started()
  await redis.set(`${queue.toKey(String(job.id))}:lock`, 'another', 'PX', terms.lockMs)
  expect(await giveBack(job)).toBe(false)
  const other = await started()
  other.processedOn = Date.now() - terms.lockMs / 4
  expect(await giveBack(other)).toBe(false)
  expect(await counted()).toBe(2)
})
