import { type Account, ledgerOptionsOf, resolveWebhookSecret } from '@disparo/core/internal/account'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { type DataKeys, openSeal } from '@disparo/core/internal/seal'
import type { ProducerMetrics } from '../metrics/producer-metrics.js'
import type { BrokerWebhooks } from './broker-webhook.js'

export interface WebhookOptions {
  /** Default: nothing is sealed. */
  readonly dataKeys?: DataKeys | undefined
  /** Where the statuses that webhooks bring are counted. Default: nowhere. */
  readonly metrics?: Pick<ProducerMetrics, 'statuses'> | undefined
}

export interface OpenWebhooks {
  readonly webhooks: BrokerWebhooks
  close(): void
}

/**
 * Opens the webhooks of the accounts that have one, over one connection to Redis; without any there is none.
 * @throws ConfigurationError naming the variable of a secret that is missing or wrong
 */
export function openWebhooks(
  accounts: readonly Account[],
  redisUrl: string,
  env: Readonly<Record<string, string | undefined>>,
  { dataKeys, metrics }: WebhookOptions = {},
): OpenWebhooks {
  const listening = accounts.flatMap((account) => {
    const secret = resolveWebhookSecret(account, env)
    return secret === undefined ? [] : [{ account, secret }]
  })
  if (listening.length === 0) return { webhooks: new Map(), close: () => {} }
  const redis = openRedis(redisUrl, 'producer')
  const webhooks = listening.map(({ account, secret }) => {
    const { name } = account
    const seal = openSeal(name, dataKeys)
    const ledgerOptions = { ...ledgerOptionsOf(account), seal, onStatus: metrics?.statuses(name) }
    return [name, { redis, keys: accountKeys(name), ledgerOptions, secret }] as const
  })
  return { webhooks: new Map(webhooks), close: () => redis.disconnect() }
}
