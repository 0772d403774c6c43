import {
  type BreakerRule,
  type CallbackQueue,
  type callbackDelay,
  disableCallback,
  earlyDue,
  type Fate,
  mustDisable,
  noteFailed,
} from '@disparo/core/internal/callback'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { DelayedError, type Job, RateLimitError } from 'bullmq'
import type { Logger } from 'pino'
import type { Delivery } from './delivery.js'
import { DeliveryFailedError } from './delivery-failed-error.js'
import type { DeliveryPace } from './delivery-pace.js'
import type { sparingLog } from './sparing-log.js'

export interface FailureDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly queue: CallbackQueue
  readonly log: Logger
  /** For lines of single callbacks. */
  readonly say: ReturnType<typeof sparingLog>
  readonly pace: DeliveryPace
  readonly rule: BreakerRule
  readonly retryDelay: typeof callbackDelay
  readonly mostPutAside: number
  readonly onFollowed: () => void
  readonly now: () => number
}

export interface Failed {
  readonly job: Job
  readonly token: string | undefined
  readonly delivery: Extract<Delivery, { kind: 'gone' | 'failed' }>
  readonly isProbe: boolean
  /** What the log says of the callback. */
  readonly about: Readonly<Record<string, unknown>>
}

/** Notes a failure, and says what becomes of the callback by what it throws. */
export async function afterFailure(deps: FailureDeps, failed: Failed): Promise<never> {
  const { job, token, delivery } = failed
  const { reason } = delivery
  const now = deps.now()
  const retryAfterMs = delivery.kind === 'failed' ? delivery.retryAfterMs : undefined
  const due = job.attemptsMade > 0 ? await earlyDue(deps.redis, deps.keys, String(job.id)) : undefined
  const isEarly = due !== undefined && due > Date.now()
  const delayMs = deps.retryDelay({ attempt: job.attemptsMade + 1, retryAfterMs, random: Math.random() })
  const isLast = !isEarly && delivery.kind !== 'gone' && job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
  const isKept = isLast && (await deps.queue.getFailedCount()) >= deps.mostPutAside
  const fate = isLast && !isKept ? 'given-up' : isEarly || isKept || retryAfterMs ? 'asleep' : 'early'
  const isDisabled = await note(deps, failed, { fate, retryAfterMs, now })
  deps.say('info', { event: 'callback:failed', ...failed.about, reason })
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
  if (isLast) deps.say('warn', { event: 'callback:put-aside', id: job.data.data.id, reason })
  throw new DeliveryFailedError(reason, delayMs)
}

/** Opens the breaker, or disables the callback, where it is time. Answers whether it is disabled. */
async function note(
  { redis, keys, log, pace, rule, onFollowed }: FailureDeps,
  { job, delivery, isProbe }: Failed,
  {
    fate,
    retryAfterMs,
    now,
  }: { readonly fate: Fate; readonly retryAfterMs: number | undefined; readonly now: number },
): Promise<boolean> {
  const { reason } = delivery
  const of = { eventId: String(job.id), messageId: job.data.data.id }
  const run = await noteFailed(redis, keys, { ...of, reason, now, isProbe, retryAfterMs, fate, rule })
  if (run.restMs > 0) pace.down()
  if (run.hasOpened) log.warn({ event: 'callback:resting', reason, failures: run.failures, ms: run.restMs })
  if (run.isFollowed) onFollowed()
  if (delivery.kind !== 'gone' && !mustDisable(run, now)) return false
  if (await disableCallback(redis, keys, { reason, now }))
    log.error({ event: 'callback:disabled', reason, failures: run.failures, hint: disabledHint })
  return true
}

const disabledHint =
  'Changes rest in the outbox, for 7 days at most. Mend the receiver, then run: disparo callbacks replay'
