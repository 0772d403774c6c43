import { setTimeout as delay } from 'node:timers/promises'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { Queue, Worker } from 'bullmq'
import { pino } from 'pino'
import { afterAll, beforeEach, expect, inject, it } from 'vitest'
import { removeFailed, startFailedJobCleaner } from './remove-failed.js'

const { prefix } = accountKeys('remove-failed-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const queue = new Queue('failing', { connection: redis, prefix })
const hourMs = 3_600_000
beforeEach(() => queue.obliterate({ force: true }))
afterAll(async () => {
  await queue.close()
  redis.disconnect()
})

async function fail(count: number): Promise<void> {
  await queue.addBulk(Array.from({ length: count }, () => ({ name: 'job', data: { to: '5511900000001' } })))
  const refuse = () => Promise.reject(new Error('no'))
  const worker = new Worker('failing', refuse, { connection: redis, prefix, concurrency: 50 })
  await expect.poll(() => queue.getFailedCount()).toBe(count)
  await worker.close()
}

it('jobs that failed are removed when their time is over, and not before', async () => {
  await fail(1_200)
  expect(await removeFailed(queue, hourMs)).toBe(0)
  await delay(2)
  expect(await removeFailed(queue, 1)).toBe(1_200)
  expect(await redis.keys(`${prefix}:failing:[0-9]*`)).toEqual([])
})

it('what waits is left alone', async () => {
  await queue.add('job', {})
  await delay(2)
  expect(await removeFailed(queue, 1)).toBe(0)
  expect(await queue.getWaitingCount()).toBe(1)
})

it('a worker that starts removes them, and says how many', async () => {
  await fail(3)
  await delay(2)
  const lines: Record<string, unknown>[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const removing = startFailedJobCleaner([{ name: queue.name, remove: () => removeFailed(queue, 1) }], log)
  await expect.poll(() => lines).toMatchObject([{ event: 'jobs:removed', queue: 'failing', removed: 3 }])
  removing.stop()
})
