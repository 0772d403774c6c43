import type { Bookkeeping } from '@disparo/core/ledger'
import type { AccountKeys, Redis } from '@disparo/core/redis'

/** The webhook of one account: where what it hears is written down, and the secret that its address ends with. */
export interface BrokerWebhook {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly books: Bookkeeping
  readonly secret: string
}

/** By the name of the account; those without a webhook are not there. */
export type BrokerWebhooks = ReadonlyMap<string, BrokerWebhook>
