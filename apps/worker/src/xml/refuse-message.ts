import type { FieldProblem } from '@disparo/core/internal/message'
import type { Outcome } from '@disparo/hi-platform/rest'
import { v4 } from 'uuid'
import { afterwards, withoutSending } from '../follow-up.js'
import type { LaneDeps } from '../lane-deps.js'
import { beginAttempt, settleAttempt } from '../ledger-steps.js'
import { logAttempt } from '../log.js'
import { settlementOf } from '../what-follows.js'
import type { Member } from './send-group.js'

/**
 * Rejects a message that XML cannot carry, without a request. Enqueueing refuses such a one (`canCarry`); here it can
 * only come from a program that does not know its account's transport.
 */
export async function refuseMessage(
  deps: LaneDeps,
  { job, data }: Member,
  problems: readonly FieldProblem[],
): Promise<void> {
  const { account, lane, log } = deps
  const one = { job, data, token: v4() }
  const permission = await beginAttempt(deps, one)
  if (permission.kind !== 'go') return withoutSending(deps, job, permission)
  const { path, message } = problems[0] ?? { path: '', message: '' }
  const outcome: Outcome = { kind: 'rejected', reason: 'not-for-xml', detail: `${path} ${message}` }
  const settlement = settlementOf(outcome, { account, lane })
  // Nobody was asked, so the gate has nothing to hear.
  const settled = await settleAttempt(deps, one, { ...settlement, gate: { kind: 'none' } })
  const { attempt } = permission
  logAttempt(log, { lane, id: String(job.id), attempt, ms: 0, outcome, status: settled.status })
  await deps.returnStart(job)
  return afterwards(deps, job, settled, outcome)
}
