import type { Account } from '@disparo/core/internal/account'
import { openCallbackQueue } from '@disparo/core/internal/callback'
import { cacheFor, openLanes } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { watchRedis } from '@disparo/service/metrics'
import { readAccountStats, type StatsDeps } from '@disparo/service/stats'
import type { Registry } from 'prom-client'
import { type AccountReading, registerAccountGauges } from './register-account-gauges.js'

/** Every gauge of a scrape is set from one reading, and two scrapers at a time cost no more than one. */
const rememberedMs = 1_000

/**
 * Adds to a registry what all workers of the accounts share, read from Redis when somebody scrapes, over a connection of
 * its own. `disparo_redis_up` is of Redis as a whole: a Cluster is up while any node is, so that each account is told apart.
 */
export function openAccountCollector(
  registry: Registry,
  accounts: readonly Account[],
  redisUrl: string,
): { close(): void } {
  const redis = openRedis(redisUrl, 'producer')
  const opened = accounts.map((account): StatsDeps => {
    const { name } = account
    const callbacks = openCallbackQueue(redis, name)
    return { redis, keys: accountKeys(name), lanes: openLanes(redis, account), callbacks, account }
  })
  const read = cacheFor(rememberedMs, () => Promise.all(opened.map(tryToRead)))
  watchRedis(registry, redis)
  registerAccountGauges(registry, () => read('all'))
  // The queues have nothing else to close, and closing them waits for Redis.
  return { close: () => redis.disconnect() }
}

async function tryToRead(deps: StatsDeps): Promise<AccountReading> {
  const account = deps.account.name
  return readAccountStats(deps).then(
    (stats) => ({ account, stats }),
    () => ({ account }),
  )
}
