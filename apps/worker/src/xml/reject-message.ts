import type { FieldProblem } from '@disparo/core/internal/message'
import type { Outcome } from '@disparo/hi-platform/rest'
import { v4 } from 'uuid'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { logAttempt } from '../log.js'
import { applyNextStep, skipSending } from '../sending/apply-next-step.js'
import { beginAttempt, settleAttempt } from '../sending/attempt.js'
import { settlementOf } from '../sending/next-step.js'
import type { Member } from './send-group.js'

/**
 * Rejects a message that XML cannot carry, without a request. Enqueueing refuses such a one (`canCarry`); here it can
 * only come from a program that does not know its account's transport.
 */
export async function rejectMessage(
  deps: LaneDeps,
  { job, data }: Member,
  problems: readonly FieldProblem[],
): Promise<void> {
  const { account, lane, log } = deps
  const one = { job, data, token: v4() }
  const permission = await beginAttempt(deps, one)
  if (permission.kind !== 'go') return skipSending(deps, job, permission)
  const { path, message } = problems[0] ?? { path: '', message: '' }
  const outcome: Outcome = { kind: 'rejected', reason: 'not-for-xml', detail: `${path} ${message}` }
  const settlement = settlementOf(outcome, { account, lane }, [data.message])
  // Nobody was asked, so the gate has nothing to hear.
  const settled = await settleAttempt(deps, one, { ...settlement, gate: { kind: 'none' } })
  const { attempt } = permission
  logAttempt(log, { lane, id: String(job.id), attempt, ms: 0, outcome, status: settled.status })
  await deps.refundStart(job)
  return applyNextStep(deps, job, settled, outcome)
}
