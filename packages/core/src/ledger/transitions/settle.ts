import { faultAttributionLua, gateLua } from '../../gate/index.js'
import type { Lane, MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryArgs, entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { sealDetail } from '../entry/personal-data.js'
import { upstreamOutageLua } from '../reports/upstream-outages.lua.js'
import { judgeRefusalLua } from './judge-refusal.lua.js'
import { settleLua } from './settle.lua.js'

const script = defineScript(
  'disparoSettle',
  entryLua,
  gateLua,
  faultAttributionLua,
  judgeRefusalLua,
  upstreamOutageLua,
  settleLua,
)

/**
 * What the gate hears of an attempt. `close` without `pauseMs` closes for a time that doubles with every closure. `none`: there
 * was no attempt. `reported`: another message of the same request has reported it.
 */
export type GateSignal =
  | { readonly kind: 'none' | 'reported' | 'success' }
  | { readonly kind: 'failure'; readonly reason: string }
  | {
      readonly kind: 'close'
      readonly reason: string
      readonly pauseMs?: number | undefined
      readonly firstPauseMs: number
    }

export interface Settlement {
  readonly status: 'accepted' | 'rejected' | 'unknown' | 'enqueued'
  /** For `enqueued`: whether the attempt counts. `while-open`: not while the gate is closed (an outage costs time only). */
  readonly countAttempt: 'always' | 'while-open' | 'never'
  /** For `enqueued`: what the message is when this was its last attempt. */
  readonly exhausted: 'failed' | 'unknown'
  readonly upstreamId?: string | undefined
  readonly detail?: string | undefined
  /** The code of why, which says nothing of anybody. Default: `other`. */
  readonly reason?: string | undefined
  /** Upstream's words that the code stands for, with nothing of anybody; kept once in a batch. */
  readonly words?: string | undefined
  /** For `unknown`: it is not sent again under any policy before its doubt is resolved. */
  readonly denied?: true | undefined
  readonly gate: GateSignal
}

/** By what the attempts of one account are settled. */
export interface SettleTerms {
  readonly maxAttempts: number
  readonly ledgerOptions: LedgerOptions
  readonly outage: {
    readonly closeAfter: number
    readonly firstPauseMs: number
    readonly longestPauseMs: number
  }
}

export interface AttemptToSettle {
  readonly id: string
  readonly token: string
  /** Whose status `books.onStatus` hears of. Default: it hears nothing. */
  readonly lane?: Lane | undefined
  readonly batch?: string | undefined
  /** The attempt was of several messages, so a refusal speaks of none of them alone. Default `false`. */
  readonly shared?: boolean | undefined
  /** The name of the request that it went in with others, kept where that leaves it in doubt. */
  readonly request?: string | undefined
  readonly settlement: Settlement
}

export type SettleInput = SettleTerms & AttemptToSettle

export interface Settled {
  /** What the message is now; not always what was asked for (another attempt may hold it, or this was its last). */
  readonly status: MessageStatus
  readonly attempts: number
  /** `false` for a message that is `enqueued` again and whose attempt does not count. */
  readonly attemptCounted: boolean
  /** Its person is forgotten, or will be as soon as the doubt is over; it is not sent again. */
  readonly forgotten?: true
  /** For `enqueued` without a spent attempt: for how long (ms) others go first. Absent: it may go at once. */
  readonly delayMs?: number
  /** What this attempt has changed for its template: it rests from now on for `ms`, or is `healed` and rests no longer. */
  readonly template?: { readonly kind: 'resting'; readonly ms: number } | { readonly kind: 'healed' }
  readonly gate: { readonly kind: 'closed'; readonly ms: number } | { readonly kind: 'opened' | 'unchanged' }
}

/** Writes what an attempt came to: the message's status, its batch's counters and the gate, all or nothing. */
export async function settle(redis: Redis, keys: AccountKeys, input: SettleInput): Promise<Settled> {
  const [settled] = await settleAll(redis, keys, input, [input])
  if (settled instanceof Error) throw settled
  return settled as Settled
}

/** Settles several in one call, each as if alone and in their order. Who faults has the error in place of an answer. */
export async function settleAll(
  redis: Redis,
  keys: AccountKeys,
  terms: SettleTerms,
  attempts: readonly AttemptToSettle[],
): Promise<(Settled | Error)[]> {
  const { ledgerOptions, outage, maxAttempts } = terms
  const answers = (await script(
    redis,
    [...entryScriptKeys(keys), keys.gate, keys.faults],
    [
      ...entryScriptArgs(keys, ledgerOptions),
      maxAttempts,
      outage.closeAfter,
      outage.longestPauseMs,
      ...attempts.flatMap((one) => entryArgs(argsOf(terms, one))),
    ],
  )) as (Answer | Error)[]
  return answers.map((answer, index) =>
    answer instanceof Error ? answer : settledOf(terms, attempts[index] as AttemptToSettle, answer),
  )
}

type Answer = [MessageStatus, ...counts: [number, number, number, number, number, number]]

function argsOf({ ledgerOptions, outage }: SettleTerms, one: AttemptToSettle): (string | number)[] {
  const { settlement } = one
  const { gate } = settlement
  return [
    one.id,
    one.batch ?? '',
    one.token,
    settlement.status,
    settlement.countAttempt,
    settlement.exhausted,
    settlement.upstreamId ?? '',
    sealDetail(ledgerOptions.seal, one.id, settlement.detail ?? ''),
    gate.kind,
    'reason' in gate ? gate.reason : '',
    gate.kind === 'close' ? (gate.pauseMs ?? -1) : -1,
    gate.kind === 'close' ? gate.firstPauseMs : outage.firstPauseMs,
    settlement.denied ? 1 : 0,
    one.shared ? 1 : 0,
    one.request ?? '',
    settlement.reason ?? '',
    sealDetail(ledgerOptions.seal, one.batch ?? '', (one.batch && settlement.words) || ''),
  ]
}

function settledOf(
  { ledgerOptions }: SettleTerms,
  { lane }: AttemptToSettle,
  [status, attempts, pause, attemptCounted, forgotten, putOff, rest]: Answer,
): Settled {
  // Only of what it has changed does it say whether the person is forgotten.
  if (lane && forgotten >= 0) ledgerOptions.onStatus?.({ lane, status })
  return {
    status,
    attempts,
    attemptCounted: attemptCounted === 1,
    ...(forgotten === 1 ? { forgotten: true } : {}),
    ...(putOff > 0 ? { delayMs: putOff } : {}),
    ...(rest > 0
      ? { template: { kind: 'resting', ms: rest } }
      : rest < 0
        ? { template: { kind: 'healed' } }
        : {}),
    gate: pause > 0 ? { kind: 'closed', ms: pause } : { kind: pause < 0 ? 'opened' : 'unchanged' },
  }
}
