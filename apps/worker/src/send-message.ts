import { withUniqueLabel } from '@disparo/core/internal/message'
import type { HiClient } from '@disparo/hi-platform/rest'
import type { Job } from 'bullmq'
import { v4 } from 'uuid'
import { attempt } from './attempt.js'
import { afterwards, withoutSending } from './follow-up.js'
import { freshMs } from './fresh-permit.js'
import type { LaneDeps } from './lane-deps.js'
import { beginAttempt, settleAttempt } from './ledger-steps.js'
import { logAttempt } from './log.js'
import { noteGate } from './note-gate.js'
import { readJob } from './read-job.js'
import { settlementOf } from './what-follows.js'

export interface SendDeps extends LaneDeps {
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
  if (permission.kind !== 'go') return withoutSending(deps, job, permission)

  const started = performance.now()
  // The permit may be too old by now: then it is let go, and the message asks again.
  const isFresh = started - asked <= freshMs(account)
  const made = isFresh ? await attempt(deps, message) : undefined
  const outcome = made?.outcome
  if (outcome) {
    metrics?.attempt({ lane, outcome: outcome.kind, seconds: (performance.now() - started) / 1_000 })
  }
  const heard = made?.said && deps.hearLimit?.(made.said)
  const settled = await settleAttempt(deps, one, settlementOf(outcome, { account, lane }))
  await heard
  const ms = Math.round(performance.now() - started)
  logAttempt(deps.log, { lane, id, attempt: permission.attempt, ms, outcome, status: settled.status })
  await noteGate(deps, settled, { message, outcome })
  return afterwards(deps, job, settled, outcome)
}
