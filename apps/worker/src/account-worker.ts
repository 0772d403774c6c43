import { setMaxListeners } from 'node:events'
import type { Account } from '@disparo/core/account'
import { closeLanes, openLanes } from '@disparo/core/queue'
import { accountKeys } from '@disparo/core/redis'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { type LaneWorkerOptions, startLaneWorker } from './lane-worker.js'
import type { AccountMetrics } from './metrics/account-metrics.js'
import { openRestTransport } from './rest-transport.js'
import { openXmlTransport } from './xml/xml-transport.js'

export interface AccountWorkerOptions extends LaneWorkerOptions {
  readonly account: Account
  readonly credentials: { readonly username: string; readonly password: string }
  readonly redis: Redis
  readonly log: Logger
  /** Default: nothing is counted. */
  readonly metrics?: AccountMetrics | undefined
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
  const { account, credentials, redis, concurrency, metrics } = options
  const log = options.log.child({ account: account.name })
  const deadline = new AbortController()
  setMaxListeners(0, deadline.signal) // One a message under way.
  const lanes = openLanes(redis, account)
  const openTransport = account.transport === 'xml' ? openXmlTransport : openRestTransport
  const transport = openTransport({
    ...{ account, credentials, redis, lanes, log, metrics, concurrency },
    lockMs: options.lockMs,
  })
  const deps = {
    ...{ redis, keys: accountKeys(account.name), lanes, account, log, metrics },
    deadline: deadline.signal,
  }
  const workers = (['urgent', 'bulk'] as const).map((lane) =>
    startLaneWorker({ ...deps, lane }, transport.sender, options),
  )
  const statuses = transport.follow()

  return {
    ready: async () => {
      await Promise.all(workers.map((worker) => worker.ready()))
    },
    stop: async (deadlineMs) => {
      const stopped = Promise.all([...workers.map((worker) => worker.stop()), statuses.stop()])
      const abort = setTimeout(() => deadline.abort(), deadlineMs)
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs + settleMs).unref())
      await Promise.race([stopped, giveUp])
      clearTimeout(abort)
      await Promise.race([Promise.all([closeLanes(lanes), transport.close()]), giveUp])
    },
  }
}
