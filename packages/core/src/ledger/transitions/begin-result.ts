import type { MessageStatus } from '../../message/index.js'
import type { BeginTerms, MessageToBegin } from './begin-terms.js'

/**
 * Why a message may not go yet: it is no hour for it, its person has had enough for now (or nobody knows yet: what went out before is counted), or its
 * batch goes no faster.
 */
export type PostponedReason = 'quiet-hours' | 'cap' | 'cap-counting' | 'batch-pace'

/** `go`: POST now, then settle with the same token. `wait`: give the job back and let the lane rest. Else: do not send. */
export type BeginResult =
  | { readonly kind: 'go'; readonly attempt: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /**
   * Its template rests, or it was refused and others try first, or it may not go yet (`why`): the job comes again after that (`first`: before
   * the backlog), and the lane goes on.
   */
  | {
      readonly kind: 'postponed'
      readonly ms: number
      readonly first: boolean
      readonly why?: PostponedReason
      /** When it wakes, where many do at that moment, in their order. Default: `ms` from now. */
      readonly at?: Date
      readonly expiresAt?: Date
    }
  | { readonly kind: 'settled'; readonly status: MessageStatus; readonly forgotten?: true }
  /** `forgotten`: it is not sent again, for its person is to be forgotten. */
  | { readonly kind: 'unknown'; readonly since: Date; readonly forgotten?: true }
  | { readonly kind: 'expired' | 'cancelled' }
  /** Its person is not to be messaged, for this reason (`suppressed-opt-out` …). */
  | { readonly kind: 'suppressed'; readonly reason: string }
  /** Its batch is paused: the job sleeps until that is resumed, or the message expires. */
  | { readonly kind: 'paused'; readonly batch: string; readonly expiresAt?: Date }
  /**
   * It cannot be opened, or (`why`) nobody can tell whether its person is suppressed: the job sleeps until a worker that has the data key wakes
   * it, or the message expires. `again`: it was parked a moment ago.
   */
  | {
      readonly kind: 'parked'
      readonly ms: number
      readonly again: boolean
      readonly why?: 'suppression-unreadable'
      readonly expiresAt?: Date
    }
  /** Nobody has had its data key for so long that it was made `failed`, and forgotten. */
  | { readonly kind: 'abandoned' }

/** What the script answers (begin.lua.ts). */
export type BeginAnswer = [
  ...[kind: BeginResult['kind'], value: string | number, forgotten?: number],
  ...[became?: MessageStatus | '', why?: string, wakes?: number],
]

/** Reads the script's answer, and tells who listens of the statuses that it brought. */
export function beginResult(
  { lane, ledgerOptions }: BeginTerms,
  one: MessageToBegin,
  [kind, value, forgotten, became, why, wakes]: BeginAnswer,
): BeginResult {
  if (became) ledgerOptions.onStatus?.({ lane, status: became })
  switch (kind) {
    case 'go':
      if (Number(value) < 0) ledgerOptions.onStatus?.({ lane, status: 'unknown' })
      ledgerOptions.onStatus?.({ lane, status: 'sending' })
      return { kind, attempt: Math.abs(Number(value)) }
    case 'wait':
      return { kind, ms: Number(value) }
    case 'settled':
      return { kind, status: value as MessageStatus, ...(forgotten === 1 ? { forgotten: true } : {}) }
    case 'unknown':
      return { kind, since: new Date(Number(value)), ...(forgotten === 1 ? { forgotten: true } : {}) }
    case 'postponed':
      return {
        ...{ kind, ms: Number(value), first: forgotten === 1, ...expiry(one) },
        ...(why && { why: why as PostponedReason }),
        ...(wakes && { at: new Date(wakes) }),
      }
    case 'suppressed':
      return { kind, reason: String(value) }
    case 'paused':
      return { kind, batch: one.batch ?? '', ...expiry(one) }
    case 'parked': {
      const ms = 'keyFingerprint' in one.message ? one.message.maxParkedMs : ledgerOptions.retentionMs
      return {
        ...{ kind, ms, again: forgotten === 1, ...expiry(one) },
        ...(why && { why: 'suppression-unreadable' as const }),
      }
    }
    case 'abandoned':
    case 'expired':
    case 'cancelled':
      return { kind }
  }
}

function expiry({ expiresAt }: Pick<MessageToBegin, 'expiresAt'>): { expiresAt?: Date } {
  return expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }
}
