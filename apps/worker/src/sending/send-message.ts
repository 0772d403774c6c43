import { withUniqueLabel } from '@disparo/core/internal/message'
import type { HiClient } from '@disparo/hi-platform/rest'
import type { Job } from 'bullmq'
import { v4 } from 'uuid'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { maxPermitAgeMs } from '../lanes/permit-age.js'
import { readJob } from '../lanes/read-job.js'
import { logAttempt } from '../log.js'
import { applyNextStep, skipSending } from './apply-next-step.js'
import { beginAttempt, settleAttempt } from './attempt.js'
import { settlementOf } from './next-step.js'
import { postMessage } from './post-message.js'
import { recordGateChange } from './record-gate-change.js'

interface SendDeps extends LaneDeps {
  readonly hi: Pick<HiClient, 'sendTemplate'>
}

/**
 * Sends one message: begin → POST → settle. Throws what BullMQ understands: `RateLimitError` gives the job back and
 * lets the lane rest, `AttemptFailedError` retries it later, `UnrecoverableError` ends it. Returning means: done.
 */
export async function sendMessage(deps: SendDeps, job: Job): Promise<void> {
  const { account, lane, metrics } = deps
  const given = await readJob(deps, job)
  const id = String(job.id)
  const message = account.uniqueLabel ? withUniqueLabel(given.message, id) : given.message
  const one = { job, data: { ...given, message }, token: v4() }

  const asked = performance.now()
  const permission = await beginAttempt(deps, one)
  if (permission.kind !== 'go') return skipSending(deps, job, permission)

  const started = performance.now()
  // The permit may be too old by now: then it is let go, and the message asks again.
  const isFresh = started - asked <= maxPermitAgeMs(account)
  const made = isFresh ? await postMessage(deps, message) : undefined
  const outcome = made?.outcome
  if (outcome) {
    metrics?.attempt({ lane, outcome: outcome.kind, seconds: (performance.now() - started) / 1_000 })
  }
  const heard = made?.reportedLimit && deps.observeLimit?.(made.reportedLimit)
  const settled = await settleAttempt(deps, one, settlementOf(outcome, { account, lane }, [message]))
  await heard
  const ms = Math.round(performance.now() - started)
  logAttempt(deps.log, { lane, id, attempt: permission.attempt, ms, outcome, status: settled.status })
  await recordGateChange(deps, settled, { message, outcome })
  return applyNextStep(deps, job, settled, outcome)
}
