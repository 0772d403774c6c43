import type { Account } from '@disparo/core/account'
import { paceOf } from '@disparo/core/gate'
import { createHiClient, type HiClient } from '@disparo/core/hi'
import type { Lane } from '@disparo/core/message'
import { closeLanes, laneQueueName, openLanes, retryDelay } from '@disparo/core/queue'
import { accountKeys } from '@disparo/core/redis'
import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { AttemptFailedError } from './attempt-failed-error.js'
import { startReconciliation } from './reconcile/reconcile-account.js'
import { sendMessage } from './send-message.js'

export interface AccountWorkerOptions {
  readonly account: Account
  readonly credentials: { readonly username: string; readonly password: string }
  readonly redis: Redis
  readonly concurrency: number
  readonly log: Logger
  readonly onRedisError: (error: Error) => void
}

export interface AccountWorker {
  ready(): Promise<void>
  /** Takes no more jobs, waits for attempts under way for `deadlineMs`, and settles those left as unknown. */
  stop(deadlineMs: number): Promise<void>
}

/** Settling what a deadline cut off is a matter of one call to Redis; if that is down too, the fence takes over. */
const settleMs = 2_000

/** Works both lanes of one account and follows its statuses. Any number of these may run, in any number of processes. */
export function startAccountWorker(options: AccountWorkerOptions): AccountWorker {
  const { account, credentials, redis, concurrency } = options
  const log = options.log.child({ account: account.name })
  const deadline = new AbortController()
  const lanes = openLanes(redis, account)
  const hi: HiClient = createHiClient({
    ...credentials,
    baseUrl: account.baseUrl,
    configId: account.configId,
    wireFormat: account.wireFormat,
    requestTimeoutMs: account.requestTimeoutMs,
    connections: 2 * concurrency,
  })

  const workers = (['urgent', 'bulk'] as const).map((lane: Lane) => {
    const deps = {
      redis,
      keys: accountKeys(account.name),
      lanes,
      lane,
      account,
      hi,
      log,
      deadline: deadline.signal,
    }
    const worker = new Worker(laneQueueName(account.name, lane), (job) => sendMessage(deps, job), {
      connection: redis,
      prefix: accountKeys(account.name).prefix,
      concurrency,
      limiter: paceOf(lane, {
        ...account.limit,
        safetyMarginMs: account.safetyMarginMs,
        reserve: account.reserve,
      }),
      // A job given back to a drained lane wakes nobody: somebody looks every second.
      drainDelay: 1,
      maxStalledCount: Number.MAX_SAFE_INTEGER, // The fence in begin decides what becomes of a stalled message.
      settings: {
        backoffStrategy: (_made, _type, error) =>
          retryDelay({
            attempt: error instanceof AttemptFailedError ? error.attempt : 1,
            random: Math.random(),
          }),
      },
    })
    worker.on('error', options.onRedisError)
    worker.on('stalled', (id) => log.warn({ event: 'job:stalled', lane, id }))
    return worker
  })

  const reconciliation = startReconciliation({ account, redis, lanes, hi, log })

  return {
    ready: async () => {
      await Promise.all(workers.map((worker) => worker.waitUntilReady()))
    },
    stop: async (deadlineMs) => {
      const closed = Promise.all([...workers.map((worker) => worker.close()), reconciliation.stop()])
      const abort = setTimeout(() => deadline.abort(), deadlineMs)
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs + settleMs).unref())
      await Promise.race([closed, giveUp])
      clearTimeout(abort)
      await Promise.race([Promise.all([closeLanes(lanes), hi.close()]), giveUp])
    },
  }
}
