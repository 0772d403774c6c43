import type { Account } from '@disparo/core/account'
import { callbackDelay, callbackQueueName, openCallbackQueue } from '@disparo/core/callback'
import { accountKeys, type Redis } from '@disparo/core/redis'
import type { Seal } from '@disparo/core/seal'
import { Worker } from 'bullmq'
import type { Logger } from 'pino'
import { Webhook } from 'standardwebhooks'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { keepRemovingFailed, removeFailed } from '../remove-failed.js'
import { deliverCallback } from './deliver-callback.js'
import { DeliveryFailedError } from './delivery-failed-error.js'
import { startOutbox } from './empty-outbox.js'
import { openReceiverLine } from './open-receiver-line.js'
import { isPublicAddress } from './public-address.js'

export interface CallbacksOptions {
  readonly account: Pick<Account, 'name'> & { readonly callback: NonNullable<Account['callback']> }
  /** As `resolveCallbackSecret` answers it. */
  readonly secret: string
  readonly redis: Redis
  readonly log: Logger
  /** Default: nothing is counted. */
  readonly metrics?: Pick<AccountMetrics, 'callback'> | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  readonly onRedisError: (error: Error) => void
  /** Deliveries under way at a time. Default 10. */
  readonly concurrency?: number
  /** A receiver's time to answer. Default 10 s. */
  readonly timeoutMs?: number
  /** How long a worker may give no sign of life; after up to twice that another delivers what it was at. Default 30 s. */
  readonly lockMs?: number
  /** When an event whose reader died is taken again. Default `lockMs`, 30 s at most. */
  readonly abandonedMs?: number
  /** When a delivery that failed is tried again. Default `callbackDelay`. */
  readonly retryDelay?: typeof callbackDelay
  readonly now?: () => number
}

export interface Callbacks {
  ready(): Promise<void>
  /** Takes no more, waits for deliveries under way for `deadlineMs`, and gives back those left: somebody delivers them later. */
  stop(deadlineMs: number): Promise<void>
}

const defaultLockMs = 30_000

/** What was put aside can be replayed for so long. */
const asideMs = 7 * 24 * 3_600_000

/** Giving back what a deadline cut off is a matter of one call to Redis; if that is down too, the job's lock runs out. */
const giveBackMs = 2_000

/**
 * Tells an account's status changes to its callback: outbox → queue → receiver, at least once, in no certain order.
 * Any number of these may run, in any number of processes.
 */
export function startCallbacks(options: CallbacksOptions): Callbacks {
  const { account, redis, timeoutMs = 10_000, retryDelay = callbackDelay, now = Date.now } = options
  const { lockMs = defaultLockMs, abandonedMs = Math.min(lockMs, defaultLockMs) } = options
  const { url, allowPrivateAddresses } = account.callback
  const log = options.log.child({ account: account.name })
  const keys = accountKeys(account.name)
  const deadline = new AbortController()
  const queue = openCallbackQueue(redis, account.name)
  const line = openReceiverLine({ allows: allowPrivateAddresses ? () => true : isPublicAddress, timeoutMs })
  const deps = {
    ...{
      redis,
      keys,
      account: account.name,
      queue,
      log,
      metrics: options.metrics,
      seal: options.seal,
      url,
      line,
      timeoutMs,
      now,
    },
    webhook: new Webhook(options.secret),
    deadline: deadline.signal,
  }

  const worker = new Worker(
    callbackQueueName(account.name),
    (job, token) => deliverCallback(deps, job, token),
    {
      connection: redis,
      prefix: keys.prefix,
      concurrency: options.concurrency ?? 10,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER, // Who dies while delivering says nothing about the callback.
      settings: {
        backoffStrategy: (attempt, _type, error) =>
          retryDelay({
            attempt,
            retryAfterMs: error instanceof DeliveryFailedError ? error.retryAfterMs : undefined,
            random: Math.random(),
          }),
      },
    },
  )
  worker.on('error', options.onRedisError)
  worker.on('stalled', (id) => log.warn({ event: 'callback:stalled', job: id }))
  const outbox = startOutbox({ ...deps, abandonedMs })
  const failed = keepRemovingFailed([{ name: queue.name, remove: () => removeFailed(queue, asideMs) }], log)

  return {
    ready: async () => {
      await Promise.all([worker.waitUntilReady(), outbox.ready])
    },
    stop: async (deadlineMs) => {
      failed.stop()
      const closed = Promise.all([worker.close(), outbox.stop()])
      const abort = setTimeout(() => deadline.abort(), deadlineMs)
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs + giveBackMs).unref())
      await Promise.race([closed, giveUp])
      clearTimeout(abort)
      await Promise.race([Promise.all([queue.close(), line.destroy()]), giveUp])
    },
  }
}
