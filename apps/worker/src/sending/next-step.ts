import type { Account, UnknownPolicy } from '@disparo/core/internal/account'
import type { Settlement } from '@disparo/core/internal/ledger'
import { type Lane, type Message, textsOf } from '@disparo/core/internal/message'
import { nameFailure, type Outcome } from '@disparo/hi-platform/rest'

/** Wrong credentials or a wrong address do not heal in a second, and a user who fails too often may be locked. */
const accountFaultPauseMs = 15_000

/** Decides what follows an outcome: the message's next status, whether the attempt counts, and what the gate hears. */
export function nextStep(
  outcome: Outcome,
  {
    policy,
    outage,
    messages,
  }: {
    readonly policy: UnknownPolicy
    readonly outage: Account['outage']
    /** What was sent: nothing of it is told of anybody else. */
    readonly messages: readonly Message[]
  },
): Settlement {
  const { firstPauseMs, longestPauseMs } = outage
  const why = (reason: string, words: string | undefined) => whyOf(reason, words, messages)
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
  { firstPauseMs, messages }: { readonly firstPauseMs: number; readonly messages: readonly Message[] },
): Settlement {
  const reason = withWords(outcome.reason, outcome.detail)
  return {
    ...base,
    status: 'enqueued',
    countAttempt: 'never',
    ...whyOf(outcome.reason, outcome.detail, messages),
    gate: { kind: 'close', reason, firstPauseMs },
  }
}

/** What is settled of an attempt. `undefined`: none was made, for its permit was too old; the message asks again. */
export function settlementOf(
  outcome: Outcome | undefined,
  { account, lane }: { readonly account: Pick<Account, 'unknownPolicy' | 'outage'>; readonly lane: Lane },
  messages: readonly Message[],
): Settlement {
  const { unknownPolicy, outage } = account
  if (outcome) return nextStep(outcome, { policy: unknownPolicy[lane], outage, messages })
  return { ...base, status: 'enqueued', countAttempt: 'never', gate: { kind: 'none' } }
}

const base = { countAttempt: 'always', exhausted: 'failed' } as const

/** What is kept of why: in words, as a code, and in the words that stand for that code. */
function whyOf(
  reason: string,
  words: string | undefined,
  messages: readonly Message[],
): Pick<Settlement, 'detail' | 'reason' | 'words'> {
  const named = nameFailure(reason, words, words ? messages.flatMap(textsOf) : [])
  return { detail: withWords(reason, words), reason: named.code, words: named.words }
}

/** Upstream's words, where they say more than the reason does. */
function withWords(reason: string, words: string | undefined): string {
  return words ? `${reason}: ${words}` : reason
}
