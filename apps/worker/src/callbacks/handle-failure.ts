import {
  type BreakerRule,
  type CallbackQueue,
  type callbackDelay,
  disableCallback,
  type FailureDecision,
  originalDueAt,
  recordFailure,
  shouldDisable,
} from '@disparo/core/internal/callback'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { DelayedError, type Job, RateLimitError } from 'bullmq'
import type { Logger } from 'pino'
import type { Delivery } from './delivery.js'
import type { DeliveryConcurrency } from './delivery-concurrency.js'
import { DeliveryFailedError } from './delivery-failed-error.js'
import type { rateLimitedLog } from './rate-limited-log.js'

export interface FailureDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly queue: CallbackQueue
  readonly log: Logger
  /** For lines of single callbacks. */
  readonly limitedLog: ReturnType<typeof rateLimitedLog>
  readonly concurrency: DeliveryConcurrency
  readonly rule: BreakerRule
  readonly retryDelay: typeof callbackDelay
  readonly maxExhausted: number
  readonly onNextReady: () => void
  readonly now: () => number
}

interface FailedDelivery {
  readonly job: Job
  readonly token: string | undefined
  readonly delivery: Extract<Delivery, { kind: 'gone' | 'failed' }>
  readonly isProbe: boolean
  /** What the log says of the callback. */
  readonly about: Readonly<Record<string, unknown>>
}

/** Notes a failure, and says what becomes of the callback by what it throws. */
export async function handleFailure(deps: FailureDeps, failed: FailedDelivery): Promise<never> {
  const { job, token, delivery } = failed
  const { reason } = delivery
  const now = deps.now()
  const retryAfterMs = delivery.kind === 'failed' ? delivery.retryAfterMs : undefined
  const due = job.attemptsMade > 0 ? await originalDueAt(deps.redis, deps.keys, String(job.id)) : undefined
  const isEarly = due !== undefined && due > Date.now()
  const delayMs = deps.retryDelay({ attempt: job.attemptsMade + 1, retryAfterMs, random: Math.random() })
  const isLast = !isEarly && delivery.kind !== 'gone' && job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
  const isKept = isLast && (await deps.queue.getFailedCount()) >= deps.maxExhausted
  const fate = isLast && !isKept ? 'exhausted' : isEarly || isKept || retryAfterMs ? 'delayed' : 'early'
  const isDisabled = await note(deps, failed, { fate, retryAfterMs, now })
  deps.limitedLog('info', { event: 'callback:failed', ...failed.about, reason })
  if (delivery.kind === 'gone' && isDisabled) {
    // Nobody delivers until a replay: it goes back to the head, as it was.
    await deps.queue.rateLimit(1)
    throw new RateLimitError()
  }
  if (isEarly || isKept) {
    // As if it had not been tried: it is due when it was.
    await job.moveToDelayed(Math.max(due ?? 0, Date.now() + (isKept ? delayMs : (retryAfterMs ?? 0))), token)
    throw new DelayedError()
  }
  if (isLast) deps.limitedLog('warn', { event: 'callback:exhausted', id: job.data.data.id, reason })
  throw new DeliveryFailedError(reason, delayMs)
}

/** Opens the breaker, or disables the callback, where it is time. Answers whether it is disabled. */
async function note(
  { redis, keys, log, concurrency, rule, onNextReady }: FailureDeps,
  { job, delivery, isProbe }: FailedDelivery,
  {
    fate,
    retryAfterMs,
    now,
  }: { readonly fate: FailureDecision; readonly retryAfterMs: number | undefined; readonly now: number },
): Promise<boolean> {
  const { reason } = delivery
  const of = { eventId: String(job.id), messageId: job.data.data.id }
  const run = await recordFailure(redis, keys, {
    ...of,
    reason,
    now,
    isProbe,
    retryAfterMs,
    decision: fate,
    rule,
  })
  if (run.restMs > 0) concurrency.reduce()
  if (run.hasOpened)
    log.warn({ event: 'callback:breaker-open', reason, failures: run.failures, ms: run.restMs })
  if (run.isFollowed || run.hasOpened) onNextReady()
  if (delivery.kind !== 'gone' && !shouldDisable(run, now)) return false
  if (await disableCallback(redis, keys, { reason, now }))
    log.error({ event: 'callback:disabled', reason, failures: run.failures, hint: disabledHint })
  return true
}

const disabledHint =
  'Changes rest in the outbox, for 7 days at most. Mend the receiver, then run: disparo callbacks replay'
