import { randomUUID } from 'node:crypto'
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { bareJobOptions } from './bare-job.js'

/** A message is known again by its key for so long, and its status kept. */
const KEPT_S = 86_400
const CHUNK = 1_000

/**
 * What somebody writes by hand around BullMQ who wants to know what became of each message: a key by which a repeat is known, and
 * a hash with the status. In as few round trips as one takes pains for, but in no script of its own.
 */
export interface CarefulJobs {
  /** Enqueues one, unless its key is known. */
  add(message: object, key?: string): Promise<string>
  /** A thousand at a time. */
  addAll(messages: readonly object[]): Promise<void>
}

export function openCarefulJobs(queue: Queue, redis: Redis, prefix: string): CarefulJobs {
  const keyOf = (id: string) => `${prefix}:key:${id}`
  const statusOf = (id: string) => carefulStatusKey(prefix, id)
  const enqueued = () => ({ status: 'enqueued', enqueuedAt: Date.now() })
  return {
    add: async (message, key = randomUUID()) => {
      const isNew = await redis.set(keyOf(key), '1', 'EX', KEPT_S, 'NX')
      if (!isNew) return key
      // The status first: a worker may have sent it before this is back.
      await redis.pipeline().hset(statusOf(key), enqueued()).expire(statusOf(key), KEPT_S).exec()
      await queue.add('send', { message }, { ...bareJobOptions, jobId: key })
      return key
    },
    addAll: async (messages) => {
      for (let from = 0; from < messages.length; from += CHUNK) {
        const chunk = messages.slice(from, from + CHUNK).map((message) => ({ message, id: randomUUID() }))
        const claims = redis.pipeline()
        for (const { id } of chunk) claims.set(keyOf(id), '1', 'EX', KEPT_S, 'NX')
        const replies = (await claims.exec()) ?? []
        const fresh = chunk.filter((_, index) => replies[index]?.[1] === 'OK')
        const statuses = redis.pipeline()
        for (const { id } of fresh) statuses.hset(statusOf(id), enqueued()).expire(statusOf(id), KEPT_S)
        await statuses.exec()
        await queue.addBulk(
          fresh.map(({ message, id }) => ({
            name: 'send',
            data: { message },
            opts: { ...bareJobOptions, jobId: id },
          })),
        )
      }
    },
  }
}

export function carefulStatusKey(prefix: string, id: string): string {
  return `${prefix}:status:${id}`
}
