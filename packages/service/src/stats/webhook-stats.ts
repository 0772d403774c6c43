import { countStoredEvents, readWebhookCounts, type WebhookCounts } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

/** What Hi Broker's webhook has said. */
export interface WebhookStats extends WebhookCounts {
  /** Events of no message known that are kept. */
  readonly kept: number
}

export async function readWebhookStats(redis: Redis, keys: AccountKeys): Promise<WebhookStats> {
  const [counts, kept] = await Promise.all([readWebhookCounts(redis, keys), countStoredEvents(redis, keys)])
  return { ...counts, kept }
}
