import { ledgerOptionsOf } from '@disparo/core/internal/account'
import { openPersons } from '@disparo/core/internal/persons'
import { accountKeys, openRedis, type Redis } from '@disparo/core/internal/redis'
import { type DataKeys, openSeal } from '@disparo/core/internal/seal'
import type { ConfiguredAccount } from '../accounts/configured-accounts.js'
import type { ProducerMetrics } from '../metrics/producer-metrics.js'
import type { BrokerWebhook, BrokerWebhooks } from './broker-webhook.js'

interface WebhookOptions {
  /** Default: nothing is sealed. */
  readonly dataKeys?: DataKeys | undefined
  /** Where the statuses that webhooks bring are counted. Default: nowhere. */
  readonly metrics?: Pick<ProducerMetrics, 'statuses'> | undefined
}

interface OpenWebhooks {
  /** Those of now. */
  readonly webhooks: BrokerWebhooks
  /** These are the accounts from now on. */
  serve(accounts: readonly ConfiguredAccount[]): void
  close(): void
}

/** Opens the webhooks of the accounts that have one, over one connection to Redis; without any there is none. */
export function openWebhooks(
  accounts: readonly ConfiguredAccount[],
  redisUrl: string,
  { dataKeys, metrics }: WebhookOptions = {},
): OpenWebhooks {
  const webhooks = new Map<string, BrokerWebhook>()
  let redis: Redis | undefined
  const serve = (served: readonly ConfiguredAccount[]) => {
    webhooks.clear()
    for (const { account, webhookSecret: secret } of served) {
      if (secret === undefined) continue
      const { name } = account
      redis ??= openRedis(redisUrl, 'producer')
      const seal = openSeal(name, dataKeys)
      const keys = accountKeys(name)
      const kept = ledgerOptionsOf(account)
      const persons = openPersons({ redis, keys, seal, retentionMs: kept.retentionMs })
      const ledgerOptions = { ...kept, seal, persons, onStatus: metrics?.statuses(name) }
      webhooks.set(name, { redis, keys, ledgerOptions, account, secret })
    }
  }
  serve(accounts)
  return { webhooks, serve, close: () => redis?.disconnect() }
}
