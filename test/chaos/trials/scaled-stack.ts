import type { PrivateRedis } from '../../stack/private-redis.js'
import { type Stack, startOwnStack } from '../../stack/start-stack.js'

/** A minute is a second here: 500 a second are allowed, and half an hour is 30 s. */
const LIMIT = { max: 500, windowMs: 1_000 }
export const WORKERS = 2
export const CONCURRENCY = 10
const LOCK_MS = 2_000
export const OUTAGE = { closeAfter: 5, firstPauseMs: 20, longestPauseMs: 1_000 }
/** These two do not shrink with the rest: where all share a few cores, an answer or a request may be late by seconds. */
export const REQUEST_TIMEOUT_MS = 1_000
export const DISPATCH_LAG_MS = 3_000
const REPORT_LIMIT = { max: 60, windowMs: 10_000 }

/** Disparo as it is shipped, with a Redis that may be hurt. */
export function startScaledStack({
  producerEnv,
  workerEnv,
  ...input
}: {
  readonly baseUrl?: string
  readonly transport?: 'xml'
  readonly producerEnv?: Readonly<Record<string, string>>
  readonly workerEnv?: Readonly<Record<string, string>>
} = {}): Promise<Stack<PrivateRedis>> {
  return startOwnStack({
    workers: WORKERS,
    limit: LIMIT,
    account: {
      ...input,
      safetyMarginMs: 100,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      outage: OUTAGE,
      reconcile: { limit: REPORT_LIMIT, reportLagMs: 1_000, dispatchLagMs: DISPATCH_LAG_MS },
    },
    env: {
      sandbox: {
        SANDBOX_REPORT_LIMIT_MAX: `${REPORT_LIMIT.max}`,
        SANDBOX_REPORT_LIMIT_WINDOW_MS: `${REPORT_LIMIT.windowMs}`,
      },
      producer: { ...producerEnv },
      worker: { WORKER_CONCURRENCY: `${CONCURRENCY}`, WORKER_LOCK_MS: `${LOCK_MS}`, ...workerEnv },
    },
  })
}
