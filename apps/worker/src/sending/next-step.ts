import type { Account, UnknownPolicy } from '@disparo/core/internal/account'
import type { Settlement } from '@disparo/core/internal/ledger'
import type { Lane } from '@disparo/core/internal/message'
import { failureCode, type Outcome } from '@disparo/hi-platform/rest'

/** Wrong credentials or a wrong address do not heal in a second, and a user who fails too often may be locked. */
const accountFaultPauseMs = 15_000

/** Decides what follows an outcome: the message's next status, whether the attempt counts, and what the gate hears. */
export function nextStep(
  outcome: Outcome,
  { policy, outage }: { readonly policy: UnknownPolicy; readonly outage: Account['outage'] },
): Settlement {
  const { firstPauseMs, longestPauseMs } = outage
  switch (outcome.kind) {
    case 'accepted':
      return { ...base, status: 'accepted', upstreamId: outcome.upstreamId, gate: { kind: 'success' } }
    case 'rejected':
      return {
        ...base,
        status: 'rejected',
        ...why(outcome.reason, outcome.detail),
        gate: { kind: 'success' },
      }
    case 'throttled':
      return {
        ...base,
        status: 'enqueued',
        countAttempt: 'never',
        ...why('throttled', outcome.upstreamText),
        gate: {
          kind: 'close',
          reason: withWords('throttled', outcome.upstreamText),
          pauseMs: outcome.retryAfterMs,
          firstPauseMs,
        },
      }
    case 'account-fault': {
      const reason = withWords(outcome.reason, outcome.upstreamText)
      const pause = Math.min(accountFaultPauseMs, longestPauseMs)
      return {
        ...base,
        status: 'enqueued',
        countAttempt: 'never',
        ...why(outcome.reason, outcome.upstreamText),
        gate: { kind: 'close', reason, firstPauseMs: pause },
      }
    }
    case 'unavailable': {
      const { retryAfterMs } = outcome
      const reason = withWords(outcome.reason, outcome.upstreamText)
      return {
        ...base,
        status: 'enqueued',
        countAttempt: 'while-open',
        ...why(outcome.reason, outcome.upstreamText),
        gate: retryAfterMs
          ? { kind: 'close', reason, pauseMs: retryAfterMs, firstPauseMs }
          : { kind: 'failure', reason },
      }
    }
    case 'unknown': {
      const reason = withWords(outcome.reason, outcome.upstreamText)
      return {
        ...base,
        status: policy === 'resend' && !outcome.denied ? 'enqueued' : 'unknown',
        exhausted: 'unknown',
        upstreamId: outcome.upstreamId,
        ...why(outcome.reason, outcome.upstreamText),
        denied: outcome.denied,
        gate: { kind: 'failure', reason },
      }
    }
  }
}

/**
 * What follows where one refusal comes again and again, whomever it is asked for: none of them is rejected, and the gate
 * closes with upstream's words.
 */
export function refusedForAll(
  outcome: Extract<Outcome, { kind: 'rejected' }>,
  { firstPauseMs }: Pick<Account['outage'], 'firstPauseMs'>,
): Settlement {
  const reason = withWords(outcome.reason, outcome.detail)
  return {
    ...base,
    status: 'enqueued',
    countAttempt: 'never',
    ...why(outcome.reason, outcome.detail),
    gate: { kind: 'close', reason, firstPauseMs },
  }
}

/** What is settled of an attempt. `undefined`: none was made, for its permit was too old; the message asks again. */
export function settlementOf(
  outcome: Outcome | undefined,
  { account, lane }: { readonly account: Pick<Account, 'unknownPolicy' | 'outage'>; readonly lane: Lane },
): Settlement {
  if (outcome) return nextStep(outcome, { policy: account.unknownPolicy[lane], outage: account.outage })
  return { ...base, status: 'enqueued', countAttempt: 'never', gate: { kind: 'none' } }
}

const base = { countAttempt: 'always', exhausted: 'failed' } as const

/** What is kept of why: in words, and as a code. */
function why(reason: string, words: string | undefined): Pick<Settlement, 'detail' | 'reason'> {
  return { detail: withWords(reason, words), reason: failureCode(reason, words) }
}

/** Upstream's words, where they say more than the reason does. */
function withWords(reason: string, words: string | undefined): string {
  return words ? `${reason}: ${words}` : reason
}
