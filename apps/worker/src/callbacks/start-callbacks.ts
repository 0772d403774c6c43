import { setMaxListeners } from 'node:events'
import type { Account } from '@disparo/core/internal/account'
import {
  type BreakerRule,
  breakerRule,
  callbackDelay,
  callbackQueueName,
  maxExhaustedCallbacks,
  type OutboxBounds,
  openCallbackQueue,
} from '@disparo/core/internal/callback'
import { accountKeys, type Redis, type WakeListener } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import { Worker } from 'bullmq'
import type { Logger } from 'pino'
import { Webhook } from 'standardwebhooks'
import { drainDelay, idleBackend, setMarker } from '../lanes/idle-backend.js'
import { removeFailed, startFailedJobCleaner } from '../lanes/remove-failed.js'
import { loopSignal } from '../lanes/run-loop.js'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { type DeliverDeps, deliverCallback } from './deliver-callback.js'
import { deliveryConcurrency, initialConcurrency } from './delivery-concurrency.js'
import { DeliveryFailedError } from './delivery-failed-error.js'
import { startOutboxRelay } from './outbox-relay.js'
import { isPublicAddress } from './public-address.js'
import { rateLimitedLog } from './rate-limited-log.js'
import { openReceiverAgent } from './receiver-agent.js'

export interface CallbacksOptions {
  readonly account: Pick<Account, 'name'> & { readonly callback: NonNullable<Account['callback']> }
  /** As `resolveCallbackSecrets` answers them: each callback is signed by all. */
  readonly secrets: readonly string[]
  readonly redis: Redis
  readonly log: Logger
  /** Default: nothing is counted. */
  readonly metrics?: Pick<AccountMetrics, 'callback'> | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  readonly onRedisError: (error: Error) => void
  /** Says when there is something to do. Default: it looks by itself, more often. */
  readonly wakes?: WakeListener | undefined
  /** A receiver's time to answer. Default 10 s. */
  readonly timeoutMs?: number
  /** How long a worker may give no sign of life; after up to twice that another delivers what it was at. Default 30 s. */
  readonly lockMs?: number | undefined
  /** When an event whose reader died is taken again. Default `lockMs`, 30 s at most. */
  readonly abandonedMs?: number
  /** When a delivery that failed is tried again. Default `callbackDelay`. */
  readonly retryDelay?: typeof callbackDelay
  /** When a receiver that fails is left alone. Default `breakerRule`. */
  readonly rule?: BreakerRule
  /** Jobs that wait or sleep, at most; callbacks put aside, at most; and what the outbox may hold. Default: the queue's. */
  readonly mostJobs?: number
  readonly maxExhausted?: number
  readonly bounds?: OutboxBounds
  readonly now?: () => number
}

export interface Callbacks {
  ready(): Promise<void>
  /** Takes no more, waits for deliveries under way for `deadlineMs`, and gives back those left: somebody delivers them later. */
  stop(deadlineMs: number): Promise<void>
}

const defaultLockMs = 30_000

/** BullMQ puts a queue to rest only where its workers have a limiter. This one never limits. */
const noLimit = { max: 1_000_000, duration: 1_000 }
/** A rest may be over early: it is looked at so often. */
const longestBlindMs = 1_000

/** What was put aside can be replayed for so long. */
const asideMs = 7 * 24 * 3_600_000

/** Giving back what a deadline cut off is a matter of one call to Redis; if that is down too, the job's lock runs out. */
const giveBackMs = 2_000

/**
 * Tells an account's status changes to its callback: outbox → queue → receiver, at least once, and those of one message in
 * the order in which they were written: the next waits until the former is told, or put aside.
 * Any number of these may run, in any number of processes.
 */
export function startCallbacks(options: CallbacksOptions): Callbacks {
  const { account, redis, timeoutMs = 10_000, retryDelay = callbackDelay, now = Date.now } = options
  const { lockMs = defaultLockMs, abandonedMs = Math.min(lockMs, defaultLockMs) } = options
  const { url, allowPrivateAddresses, batchEvents, concurrency } = account.callback
  const log = options.log.child({ account: account.name })
  const keys = accountKeys(account.name)
  const deadline = new AbortController()
  setMaxListeners(0, deadline.signal) // One a delivery under way.
  const queue = openCallbackQueue(redis, account.name)
  const allows = allowPrivateAddresses ? () => true : isPublicAddress
  const line = openReceiverAgent({ allows, timeoutMs, connections: concurrency })
  const { metrics, seal, rule = breakerRule } = options
  const common = { redis, keys, account: account.name, queue, log, seal }
  const outbox = startOutboxRelay({
    ...{
      ...common,
      abandonedMs,
      batchEvents,
      bounds: options.bounds,
      signal: loopSignal(options.wakes, keys, 'callbacks'),
    },
    ...(options.mostJobs === undefined ? {} : { mostJobs: options.mostJobs }),
  })
  const deps: DeliverDeps = {
    ...{ ...common, metrics, url, dispatcher: line, timeoutMs, now, rule, retryDelay },
    webhooks: options.secrets.map((secret) => new Webhook(secret)),
    deadline: deadline.signal,
    limitedLog: rateLimitedLog(log),
    concurrency: deliveryConcurrency(() => worker, concurrency),
    maxExhausted: options.maxExhausted ?? maxExhaustedCallbacks,
    onNextReady: outbox.wake,
  }

  const worker: Worker = new Worker(
    callbackQueueName(account.name),
    (job, token) => deliverCallback(deps, job, token),
    {
      connection: redis,
      prefix: keys.prefix,
      drainDelay,
      concurrency: Math.min(initialConcurrency, concurrency),
      limiter: noLimit,
      maximumRateLimitDelay: longestBlindMs,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER, // Who dies while delivering says nothing about the callback.
      settings: {
        backoffStrategy: (attempt, _type, error) =>
          error instanceof DeliveryFailedError
            ? error.delayMs
            : retryDelay({ attempt, random: Math.random() }),
      },
    },
    idleBackend(redis).factory,
  )
  worker.on('error', options.onRedisError)
  worker.on('stalled', (id) => log.warn({ event: 'callback:stalled', job: id }))
  const failed = startFailedJobCleaner(
    [{ name: queue.name, remove: () => removeFailed(queue, asideMs) }],
    log,
  )

  return {
    ready: async () => {
      await Promise.all([worker.waitUntilReady(), outbox.ready])
    },
    stop: async (deadlineMs) => {
      failed.stop()
      const closed = Promise.all([worker.close(), outbox.stop()])
      // It may have taken a marker with it: another looks.
      void closed.then(() => setMarker(redis, queue.toKey('marker')))
      const abort = setTimeout(() => deadline.abort(), deadlineMs)
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs + giveBackMs).unref())
      await Promise.race([closed, giveUp])
      clearTimeout(abort)
      await Promise.race([Promise.all([queue.close(), line.destroy()]), giveUp])
    },
  }
}
