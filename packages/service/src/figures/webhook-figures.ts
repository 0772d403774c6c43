import { countKeptEvents, readWebhookCounts, type WebhookCounts } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

/** What Hi Broker's webhook has said. */
export interface WebhookFigures extends WebhookCounts {
  /** Events of no message known that are kept. */
  readonly kept: number
}

export async function readWebhookFigures(redis: Redis, keys: AccountKeys): Promise<WebhookFigures> {
  const [counts, kept] = await Promise.all([readWebhookCounts(redis, keys), countKeptEvents(redis, keys)])
  return { ...counts, kept }
}
