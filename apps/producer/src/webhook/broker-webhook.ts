import type { WebhookDeps } from '@disparo/core/internal/webhook'

/** The webhook of one account, and the secret that its address ends with. */
export interface BrokerWebhook extends WebhookDeps {
  readonly secret: string
}

/** By the name of the account; those without a webhook are not there. */
export type BrokerWebhooks = ReadonlyMap<string, BrokerWebhook>
