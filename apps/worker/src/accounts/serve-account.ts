import { recordConfigured } from '@disparo/core/internal/callback'
import { openListOfAll } from '@disparo/core/internal/contacts'
import { accountKeys, type Redis, type WakeListener } from '@disparo/core/internal/redis'
import { type DataKeys, openSeal } from '@disparo/core/internal/seal'
import type { Tracing } from '@disparo/service/tracing'
import type { Logger } from 'pino'
import { startAccountWorker } from '../account-worker.js'
import { startCallbacks } from '../callbacks/start-callbacks.js'
import type { LaneWorkerOptions } from '../lanes/lane-worker.js'
import type { WorkerMetrics } from '../metrics/worker-metrics.js'
import type { ConfiguredAccount } from './configured-accounts.js'

/** What all accounts of a worker are served with. */
export interface ServeDeps extends LaneWorkerOptions {
  readonly redis: Redis
  readonly log: Logger
  readonly metrics: WorkerMetrics
  readonly dataKeys: DataKeys | undefined
  readonly tracing: Tracing | undefined
  readonly wakes: WakeListener
}

export interface ServedAccount {
  ready(): Promise<void>
  /** Takes no more, and waits for what is under way for `deadlineMs`; what is cut off then is settled as unknown. */
  stop(deadlineMs: number): Promise<void>
}

/** Starts all that a worker does for one account: it sends, follows statuses, and tells them. */
export function serveAccount(
  deps: ServeDeps,
  { account, credentials, callbackSecrets: secrets, templatesToken }: ConfiguredAccount,
): ServedAccount {
  const { redis, log, concurrency, lockMs, onRedisError, tracing, dataKeys, wakes } = deps
  const { name, callback } = account
  const metrics = deps.metrics.account(name)
  const seal = openSeal(name, dataKeys)
  const common = { redis, log, metrics, seal, lockMs, onRedisError, wakes }
  const workers = [
    startAccountWorker({
      ...{ ...common, account, credentials, templatesToken, concurrency, tracing },
      listOfAll: openListOfAll(redis, dataKeys),
    }),
    ...(callback ? [startCallbacks({ ...common, account: { name, callback }, secrets })] : []),
  ]
  return {
    ready: async () => {
      await Promise.all([
        ...workers.map((worker) => worker.ready()),
        recordConfigured(redis, accountKeys(name), callback !== undefined),
      ])
    },
    stop: async (deadlineMs) => {
      await Promise.all(workers.map((worker) => worker.stop(deadlineMs)))
    },
  }
}
