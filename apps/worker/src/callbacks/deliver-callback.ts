import {
  CallbackBody,
  type CallbackQueue,
  disableCallback,
  isDisabled,
  mustDisable,
  noteFailure,
  noteSuccess,
  openLabel,
} from '@disparo/core/callback'
import type { AccountKeys, Redis } from '@disparo/core/redis'
import { BrokenSealError, DataKeyMissingError, noSeal, type Seal } from '@disparo/core/seal'
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import type { Delivery } from './delivery.js'
import { DeliveryFailedError } from './delivery-failed-error.js'
import { type PostDeps, postCallback } from './post-callback.js'

export interface DeliverDeps extends PostDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
  readonly queue: CallbackQueue
  readonly log: Logger
  readonly metrics?: Pick<AccountMetrics, 'callback'> | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

/** Until a callback is looked at again whose data key this worker does not have; it spends no attempt. */
const keylessMs = 60_000

/** After so many failures in a row, a delivery that succeeds tells that the receiver is back. */
const outageFailures = 20

/**
 * Delivers one callback: POST → note how it went. Returning means delivered; `DeliveryFailedError` is tried again,
 * `UnrecoverableError` puts the callback aside for a replay, `WaitingError` gives it back untouched.
 */
export async function deliverCallback(deps: DeliverDeps, job: Job, token: string | undefined): Promise<void> {
  const body = await openJob(deps, job, token)
  if (await isDisabled(deps.redis, deps.keys)) throw new UnrecoverableError('disabled')
  const started = performance.now()
  // Accounts may share a receiver, and the ids of two streams may be equal.
  const delivery = await postCallback(deps, { webhookId: `${deps.account}-${job.id}`, body })
  const ms = Math.round(performance.now() - started)
  deps.metrics?.callback({ result: delivery.kind, seconds: ms / 1_000 })
  const about = { id: body.data.id, status: body.data.status, attempt: job.attemptsMade + 1, ms }
  switch (delivery.kind) {
    case 'delivered':
      deps.log.debug({ event: 'callback:delivered', ...about })
      return welcomeBack(deps, await noteSuccess(deps.redis, deps.keys, deps.now()))
    case 'cut-off':
      await job.moveToWait(token)
      throw new WaitingError()
    default:
      deps.log.info({ event: 'callback:failed', ...about, reason: delivery.reason })
      return afterFailure(deps, job, delivery)
  }
}

async function afterFailure(
  deps: DeliverDeps,
  job: Job,
  delivery: Extract<Delivery, { kind: 'gone' | 'failed' }>,
): Promise<never> {
  const { redis, keys, log } = deps
  const { reason } = delivery
  const now = deps.now()
  const run = await noteFailure(redis, keys, { reason, now })
  if (delivery.kind === 'gone' || mustDisable(run, now)) {
    const disabled = await disableCallback(redis, keys, { reason, now })
    if (disabled)
      log.error({ event: 'callback:disabled', reason, failures: run.failures, hint: disabledHint })
    throw new UnrecoverableError(reason)
  }
  const last = job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
  if (last) log.warn({ event: 'callback:put-aside', id: job.data.data.id, reason })
  throw new DeliveryFailedError(reason, delivery.kind === 'failed' ? delivery.retryAfterMs : undefined)
}

const disabledHint =
  'Callbacks of this account are put aside for 7 days. Mend the receiver, then run: disparo callbacks replay'

/** What waits for its next attempt, perhaps for hours, need not wait any more. */
async function welcomeBack({ queue, log }: DeliverDeps, failuresBefore: number): Promise<void> {
  if (failuresBefore < outageFailures) return
  log.info({ event: 'callback:recovered', failures: failuresBefore })
  await queue.promoteJobs()
}

async function openJob(deps: DeliverDeps, job: Job, token: string | undefined): Promise<CallbackBody> {
  try {
    return openLabel(deps.seal ?? noSeal, readJob(deps, job))
  } catch (error) {
    if (error instanceof BrokenSealError) throw poisoned(deps, job, ['data.externalLabel'])
    if (!(error instanceof DataKeyMissingError)) throw error
    deps.log.error({ event: 'callback:keyless', keyId: error.keyId, ms: keylessMs })
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
