import { accountKeys } from '@disparo/core/internal/redis'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { bareJobOptions } from './bare-job.js'
import { type CarefulJobs, openCarefulJobs } from './careful-jobs.js'

const CHUNK = 1_000

export interface BareQueue {
  readonly queue: Queue
  /** `addBulk`, a thousand at a time. */
  addAll(messages: readonly object[], options?: { readonly removeOnComplete: boolean }): Promise<void>
  /** The same with books kept by hand. */
  readonly careful: CarefulJobs
  close(): Promise<void>
}

/** Where a bare queue of that name is. Its keys begin like an account's, so that they are removed like one's. */
export function bareQueueEnv(redisUrl: string, name: string) {
  return { REDIS_URL: redisUrl, QUEUE: name, PREFIX: accountKeys(name).prefix }
}

/** A BullMQ queue as its documentation shows it, on a connection of its own. */
export async function openBareQueue(redisUrl: string, name: string): Promise<BareQueue> {
  const { QUEUE, PREFIX } = bareQueueEnv(redisUrl, name)
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const queue = new Queue(QUEUE, { connection: redis, prefix: PREFIX })
  await queue.waitUntilReady()
  return {
    queue,
    addAll: async (messages, { removeOnComplete } = bareJobOptions) => {
      const opts = { ...bareJobOptions, removeOnComplete }
      for (let from = 0; from < messages.length; from += CHUNK) {
        const chunk = messages.slice(from, from + CHUNK)
        await queue.addBulk(chunk.map((message) => ({ name: 'send', data: { message }, opts })))
      }
    },
    careful: openCarefulJobs(queue, redis, PREFIX),
    close: async () => {
      await queue.close()
      redis.disconnect()
    },
  }
}
