import {
  admit,
  type BreakerRule,
  CallbackBody,
  type CallbackQueue,
  openLabel,
  recordDelivery,
  releaseProbe,
} from '@disparo/core/internal/callback'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { BrokenSealError, DataKeyMissingError, noSeal, type Seal } from '@disparo/core/internal/seal'
import { DelayedError, type Job, RateLimitError, UnrecoverableError, WaitingError } from 'bullmq'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import type { DeliveryConcurrency } from './delivery-concurrency.js'
import { type FailureDeps, handleFailure } from './handle-failure.js'
import { type PostDeps, postCallback } from './post-callback.js'

export interface DeliverDeps extends PostDeps, FailureDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
  readonly queue: CallbackQueue
  readonly log: Logger
  readonly concurrency: DeliveryConcurrency
  readonly rule: BreakerRule
  /** The next change of a message has its turn: its job can be made. */
  readonly onNextReady: () => void
  readonly metrics?: Pick<AccountMetrics, 'callback'> | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

/** Until a callback is looked at again whose data key this worker does not have; it spends no attempt. */
const keylessMs = 60_000

/** A rest is looked at so often: a delivery or a replay may have ended it while somebody was about to begin it. */
const longestRestMs = 5_000

/** Besides the receiver's time to answer, what a probe may take to say how it went. */
const probeMarginMs = 5_000

/**
 * Delivers one callback: admit → POST → note how it went. Returning means delivered; `DeliveryFailedError` is tried again,
 * and what is out of attempts put aside for a replay; `DelayedError`, `WaitingError` and `RateLimitError` spend none.
 */
export async function deliverCallback(deps: DeliverDeps, job: Job, token: string | undefined): Promise<void> {
  const { redis, keys, rule } = deps
  const body = await openJob(deps, job, token)
  const admission = await admit(redis, keys, deps.timeoutMs + probeMarginMs)
  if (admission.kind === 'wait') return rest(deps, admission.ms)
  if (admission.kind === 'disabled') return rest(deps, longestRestMs)
  const isProbe = admission.kind === 'probe'
  const started = performance.now()
  // Accounts may share a receiver, and the ids of two streams may be equal.
  const delivery = await postCallback(deps, { webhookId: `${deps.account}-${job.id}`, body })
  const ms = Math.round(performance.now() - started)
  deps.metrics?.callback({ result: delivery.kind, seconds: ms / 1_000 })
  if (delivery.kind === 'aborted') {
    if (isProbe) await releaseProbe(redis, keys)
    await job.moveToWait(token)
    throw new WaitingError()
  }
  const about = {
    id: body.data.id,
    status: body.type.replace(/^message\./, ''),
    attempt: job.attemptsMade + 1,
    ms,
  }
  if (delivery.kind !== 'delivered') return handleFailure(deps, { job, token, delivery, isProbe, about })
  deps.log.debug({ event: 'callback:delivered', ...about })
  const of = { eventId: String(job.id), messageId: body.data.id }
  const noted = await recordDelivery(redis, keys, { ...of, now: deps.now(), rule })
  deps.concurrency.increase()
  if (noted.isFollowed || noted.isRecovery) deps.onNextReady()
  if (noted.isRecovery) await welcomeBack(deps, noted.failuresBefore)
}

/** Nobody delivers for so long, or the longest rest: all workers see it. The job goes back to the head of its queue, with its attempts. */
async function rest({ queue, concurrency }: DeliverDeps, ms: number): Promise<never> {
  concurrency.reduce()
  await queue.rateLimit(Math.ceil(Math.min(longestRestMs, Math.max(1, ms))))
  throw new RateLimitError()
}

async function welcomeBack({ queue, log }: DeliverDeps, failures: number): Promise<void> {
  log.info({ event: 'callback:recovered', failures })
  await queue.removeRateLimitKey()
}

async function openJob(deps: DeliverDeps, job: Job, token: string | undefined): Promise<CallbackBody> {
  try {
    return openLabel(deps.seal ?? noSeal, readJob(deps, job))
  } catch (error) {
    if (error instanceof BrokenSealError) throw poisoned(deps, job, ['data.externalLabel'])
    if (!(error instanceof DataKeyMissingError)) throw error
    deps.limitedLog('error', { event: 'callback:data-key-missing', keyId: error.keyId, ms: keylessMs })
    await job.moveToDelayed(deps.now() + keylessMs, token)
    throw new DelayedError()
  }
}

function readJob(deps: DeliverDeps, job: Job): CallbackBody {
  const parsed = CallbackBody.safeParse(job.data)
  if (parsed.success) return parsed.data
  throw poisoned(deps, job, [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'data'))])
}

function poisoned({ log }: DeliverDeps, job: Job, fields: readonly string[]): UnrecoverableError {
  log.error({ event: 'callback:poisoned', job: job.id, fields })
  return new UnrecoverableError(`poisoned: see ${fields.slice(0, 5).join(', ')}`)
}
