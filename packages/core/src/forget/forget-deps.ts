import type { CallbackQueue } from '../callback/index.js'
import type { SuppressionLists } from '../contacts/index.js'
import type { LedgerOptions } from '../ledger/index.js'
import type { Lane } from '../message/index.js'
import type { Persons } from '../persons/index.js'
import type { Lanes } from '../queue/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import type { Seal } from '../seal/index.js'
import type { RecipientMatcher } from './recipient-matcher.js'

export interface ForgetDeps {
  readonly redis: Redis
  readonly account: string
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly callbacks: CallbackQueue
  readonly ledgerOptions: LedgerOptions
  readonly persons: Persons
  readonly suppressions: SuppressionLists
  readonly seal: Seal
}

/** What has been found so far. Few: a person has a handful of messages. */
export interface ForgetProgress {
  readonly person: RecipientMatcher
  /** Their messages. */
  readonly ids: Set<string>
  /** What these say they are found by. */
  readonly references: Set<string>
  /** Those that nobody is in any more. */
  readonly forgotten: Set<string>
  /** Those whose attempt is under way or in doubt. */
  readonly pending: Set<string>
  /** Jobs that a worker had just then: gone when it is done with them, unless they end among the failed ones. */
  readonly lockedJobs: { readonly lane: Lane; readonly id: string }[]
  removedJobs: number
  /** Texts that did not open. */
  unreadable: number
}
