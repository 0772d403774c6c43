import { randomUUID } from 'node:crypto'
import { openRedis } from '@disparo/core/internal/redis'
import { createRedisBackend, Queue, type RedisQueueBackend, type WorkerOptions } from 'bullmq'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { StepWorker } from './step-worker.js'

const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(() => redis.disconnect())
const prefix = `disparo:{${randomUUID()}}`
afterAll(async () => void (await redis.del(...(await redis.keys(`${prefix}:*`)))))

/** A worker with so many jobs to do, and how many it asked for in each turn of the event loop. */
async function work(jobs: number, options: Partial<WorkerOptions>, process: () => Promise<void>) {
  const name = randomUUID()
  const queue = new Queue(name, { connection: redis, prefix })
  await queue.addBulk(Array.from({ length: jobs }, () => ({ name: 'send', data: {} })))
  const asked: number[] = []
  let isSameTurn = false
  const worker = new StepWorker(
    name,
    process,
    { connection: redis, prefix, ...options },
    (...args: Parameters<typeof createRedisBackend>): RedisQueueBackend => {
      const backend = createRedisBackend(...args)
      const moveToActive = backend.moveToActive.bind(backend)
      backend.moveToActive = (...terms) => {
        if (!isSameTurn) {
          asked.push(0)
          setImmediate(() => {
            isSameTurn = false
          })
        }
        isSameTurn = true
        asked.push((asked.pop() ?? 0) + 1)
        return moveToActive(...terms)
      }
      return backend
    },
  )
  onTestFinished(async () => {
    await worker.close()
    await queue.close()
  })
  return { asked, worker, queue }
}

/** A window is longer than its starts take on a busy machine. */
test('a step is taken at once, and nothing is asked for while the lane is limited', async () => {
  let done = 0
  const { asked } = await work(40, { concurrency: 50, limiter: { max: 8, duration: 1_000 } }, async () => {
    done += 1
  })
  await expect.poll(() => done).toBe(40)
  // The first step shows how many there are in one; then each is taken in one turn, and nothing is asked for in between.
  expect(asked).toEqual([...Array(9).fill(1), 8, 8, 8, 8, ...asked.slice(13)])
  expect(asked.slice(13).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(9)
})

test('no more are taken than may be under way', async () => {
  let underWay = 0
  let most = 0
  let done = 0
  const { queue } = await work(30, { concurrency: 3 }, async () => {
    underWay += 1
    most = Math.max(most, underWay)
    const active = await queue.getActiveCount()
    expect(active).toBeLessThanOrEqual(3)
    underWay -= 1
    done += 1
  })
  await expect.poll(() => done).toBe(30)
  expect(most).toBeLessThanOrEqual(3)
})
