import type { Account, UnknownPolicy } from '@disparo/core/account'
import type { Outcome } from '@disparo/core/hi'
import type { Settlement } from '@disparo/core/ledger'
import type { Lane } from '@disparo/core/message'

/** Wrong credentials or a wrong address do not heal in a second, and a user who fails too often may be locked. */
const accountFaultPauseMs = 15_000

/** Decides what follows an outcome: the message's next status, whether the attempt counts, and what the gate hears. */
export function whatFollows(
  outcome: Outcome,
  { policy, outage }: { readonly policy: UnknownPolicy; readonly outage: Account['outage'] },
): Settlement {
  const { firstPauseMs, longestPauseMs } = outage
  switch (outcome.kind) {
    case 'accepted':
      return { ...base, status: 'accepted', upstreamId: outcome.upstreamId, gate: { kind: 'through' } }
    case 'rejected':
      return { ...base, status: 'rejected', detail: rejection(outcome), gate: { kind: 'through' } }
    case 'throttled':
      return {
        ...base,
        status: 'enqueued',
        spend: 'never',
        detail: 'throttled',
        gate: { kind: 'close', reason: 'throttled', pauseMs: outcome.retryAfterMs, firstPauseMs },
      }
    case 'account-fault':
      return {
        ...base,
        status: 'enqueued',
        spend: 'never',
        detail: outcome.reason,
        gate: {
          kind: 'close',
          reason: outcome.reason,
          firstPauseMs: Math.min(accountFaultPauseMs, longestPauseMs),
        },
      }
    case 'unavailable': {
      const { reason, retryAfterMs } = outcome
      return {
        ...base,
        status: 'enqueued',
        spend: 'while-open',
        detail: reason,
        gate: retryAfterMs
          ? { kind: 'close', reason, pauseMs: retryAfterMs, firstPauseMs }
          : { kind: 'strain', reason },
      }
    }
    case 'unknown':
      return {
        ...base,
        status: policy === 'resend' && !outcome.denied ? 'enqueued' : 'unknown',
        exhausted: 'unknown',
        upstreamId: outcome.upstreamId,
        detail: outcome.reason,
        denied: outcome.denied,
        gate: { kind: 'strain', reason: outcome.reason },
      }
  }
}

/** What is settled of an attempt. `undefined`: none was made, for its permit was too old; the message asks again. */
export function settlementOf(
  outcome: Outcome | undefined,
  { account, lane }: { readonly account: Pick<Account, 'unknownPolicy' | 'outage'>; readonly lane: Lane },
): Settlement {
  if (outcome) return whatFollows(outcome, { policy: account.unknownPolicy[lane], outage: account.outage })
  return { ...base, status: 'enqueued', spend: 'never', gate: { kind: 'none' } }
}

const base = { spend: 'always', exhausted: 'failed' } as const

function rejection({ reason, detail }: Extract<Outcome, { kind: 'rejected' }>): string {
  return detail ? `${reason}: ${detail}` : reason
}
