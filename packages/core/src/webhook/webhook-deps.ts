import type { LedgerOptions } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'

/** Where what an account's webhook hears is written down. Its books say `findable`, or no event finds its message. */
export interface WebhookDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly ledgerOptions: LedgerOptions
}
