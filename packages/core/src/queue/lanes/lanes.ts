import { Queue, type Telemetry } from 'bullmq'
import type { Lane } from '../../message/index.js'
import { accountKeys, type Redis } from '../../redis/index.js'
import type { StoredJob } from './send-job.js'
import type { FailedRetention } from './trim-failed.js'

export type Lanes = Readonly<Record<Lane, Queue<StoredJob>>>

/** The name of a lane's BullMQ queue; its keys stand under the account's prefix. */
export function laneQueueName(account: string, lane: Lane): string {
  return `${account}-${lane}`
}

/**
 * Bulk jobs all carry a priority, so that a retried one can have a better one and need not queue behind the backlog. `held`: its turn had come, but
 * not its hour; it goes before those that came later. `promised`: it comes back at the moment that the pace of its batch has promised it.
 * Urgent jobs carry none: BullMQ runs those first in, first out.
 */
export const bulkPriority = { first: 10, held: 5, promised: 2, retry: 1 } as const

/** In either lane: of a paused batch, which comes after all else. It tells a job that was put off from every other. */
export const pausedPriority = 1_000

const longestFailedMs = 7 * 24 * 3_600_000

/** Failed jobs that are kept (`trimFailed`): never longer than the ledger keeps their messages. */
export function failedRetention({ ledgerDays }: { readonly ledgerDays: number }): FailedRetention {
  return { ms: Math.min(longestFailedMs, ledgerDays * 24 * 3_600_000), count: 10_000 }
}

/**
 * How the worker treats every job of a lane; it sets them when it takes one, for a job in Redis has none. Jobs that failed stay
 * visible for operators, until `trimFailed` removes them: BullMQ would not ask what became of their messages. Those done are in
 * the ledger and leave nothing. How often a message is tried is the ledger's to say.
 */
export const laneJobOptions = {
  removeOnComplete: true,
  removeOnFail: false,
  backoff: { type: 'custom' },
  stackTraceLimit: 0,
  attempts: Number.MAX_SAFE_INTEGER,
} as const

/** Opens both lanes of an account for adding. The connection's options decide whether it fails fast (see `openRedis`). */
export function openLanes(redis: Redis, account: { readonly name: string }, telemetry?: Telemetry): Lanes {
  const open = (lane: Lane) => {
    const queue = new Queue<StoredJob>(laneQueueName(account.name, lane), {
      connection: redis,
      prefix: accountKeys(account.name).prefix,
      skipVersionCheck: true,
      skipWaitingForReady: true,
      skipMetasUpdate: true,
      ...(telemetry && { telemetry }),
    })
    queue.on('error', () => {}) // The connection's own listener tells; without one here, Node would end the process.
    return queue
  }
  return { urgent: open('urgent'), bulk: open('bulk') }
}

export async function closeLanes(lanes: Lanes): Promise<void> {
  await Promise.all([lanes.urgent.close(), lanes.bulk.close()])
}
