import type { Lane, MessageStatus } from '../../message/index.js'
import type { Persons } from '../../persons/index.js'
import type { AccountKeys } from '../../redis/index.js'
import type { Seal } from '../../seal/index.js'

/** A message of this lane has come to have this status. */
export interface StatusChange {
  readonly lane: Lane
  readonly status: MessageStatus
}

/** When a batch halts: by too many failures among its last outcomes, or by what its canary came to. */
export interface HaltTerms {
  /** So many outcomes there must be; 0: no batch halts by its failures. */
  readonly after: number
  /** More than this share (0 to 1) of the last 50 outcomes. */
  readonly share: number
  /** Whether that goes for batches of the XML drop-in, too. */
  readonly dropIns: boolean
  /** A canary is judged after so long (ms), whatever is known of it. */
  readonly canaryWaitMs: number
}

/** How an account's books are kept; the same for every script that changes entries. */
export interface LedgerOptions {
  /** How long an entry is kept after its last change. */
  readonly retentionMs: number
  /** Whether changes are told to a callback. */
  readonly outbox: boolean
  /** Whether what workers have noted of the account's callback in Redis outranks `outbox`. Default `false`. */
  readonly outboxAsRecorded?: boolean | undefined
  /** Whether messages can be found by upstream id and by recipient, as webhooks need. Default `false`. */
  readonly findable?: boolean | undefined
  /** Whether an upstream id is that of a request of many messages, so that it finds none of them. Default `false`. */
  readonly sharedUpstreamIds?: boolean | undefined
  /** What halts a batch by itself. Default: nothing does. */
  readonly halt?: HaltTerms | undefined
  /** How new entries are found by their persons. Default: they are not. */
  readonly persons?: Persons | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /**
   * Hears of every status that what is written with these books brings to a message, once: of what somebody has written
   * before it hears nothing. Default: nobody listens.
   */
  readonly onStatus?: ((change: StatusChange) => void) | undefined
}

/** The unit of reconciliation: messages whose sending began in one stretch of this length. */
export const sliceMs = 30_000

/** First keys and arguments of every such script, as `entry_account` (entry.lua.ts) reads them. */
export function entryScriptKeys(keys: AccountKeys): string[] {
  return [keys.slicesTotal, keys.slicesOpen, keys.events]
}

export function entryScriptArgs(keys: AccountKeys, ledgerOptions: LedgerOptions): (string | number)[] {
  const { retentionMs, outbox, outboxAsRecorded, findable, sharedUpstreamIds } = ledgerOptions
  const told = [outbox, findable, sharedUpstreamIds, outboxAsRecorded]
  const flags = told.reduce((sum, flag, bit) => sum + (flag ? 2 ** bit : 0), 0)
  const { halt } = ledgerOptions
  const terms = halt ? `,${halt.after},${halt.share},${halt.dropIns ? 1 : 0},${halt.canaryWaitMs}` : ''
  return [keys.prefix, retentionMs, sliceMs, `${flags}${terms}`]
}

/** What a script for many messages is told of one (`entry_each`). */
export function entryArgs(args: readonly (string | number)[]): (string | number)[] {
  return [args.length, ...args]
}
