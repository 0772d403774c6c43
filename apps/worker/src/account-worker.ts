import { setMaxListeners } from 'node:events'
import type { Account } from '@disparo/core/account'
import { createHiClient } from '@disparo/core/hi'
import { closeLanes, openLanes } from '@disparo/core/queue'
import { accountKeys } from '@disparo/core/redis'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { type LaneWorkerOptions, startLaneWorker } from './lane-worker.js'
import { startReconciliation } from './reconcile/reconcile-account.js'

export interface AccountWorkerOptions extends LaneWorkerOptions {
  readonly account: Account
  readonly credentials: { readonly username: string; readonly password: string }
  readonly redis: Redis
  readonly log: Logger
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
  setMaxListeners(0, deadline.signal) // One a message under way.
  const lanes = openLanes(redis, account)
  const hi = createHiClient({
    ...credentials,
    baseUrl: account.baseUrl,
    configId: account.configId,
    wireFormat: account.wireFormat,
    requestTimeoutMs: account.requestTimeoutMs,
    connections: 2 * concurrency,
  })
  const deps = { redis, keys: accountKeys(account.name), lanes, account, hi, log, deadline: deadline.signal }
  const workers = (['urgent', 'bulk'] as const).map((lane) => startLaneWorker({ ...deps, lane }, options))
  const reconciliation = startReconciliation({ account, redis, lanes, hi, log, leaseMs: options.lockMs })

  return {
    ready: async () => {
      await Promise.all(workers.map((worker) => worker.ready()))
    },
    stop: async (deadlineMs) => {
      const stopped = Promise.all([...workers.map((worker) => worker.stop()), reconciliation.stop()])
      const abort = setTimeout(() => deadline.abort(), deadlineMs)
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs + settleMs).unref())
      await Promise.race([stopped, giveUp])
      clearTimeout(abort)
      await Promise.race([Promise.all([closeLanes(lanes), hi.close()]), giveUp])
    },
  }
}
