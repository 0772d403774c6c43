import type { Bookkeeping } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'

/** Where what an account's webhook hears is written down. Its books say `findable`, or no event finds its message. */
export interface Webhook {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly books: Bookkeeping
}
