import type { Account } from '@disparo/core/internal/account'
import { openCallbackQueue } from '@disparo/core/internal/callback'
import { openLanes, remember } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { type FigureDeps, readAccountFigures } from '@disparo/service/figures'
import { watchRedis } from '@disparo/service/metrics'
import type { Registry } from 'prom-client'
import { type AccountReading, registerAccountGauges } from './account-gauges.js'

/** Every gauge of a scrape is set from one reading, and two scrapers at a time cost no more than one. */
const rememberedMs = 1_000

/**
 * Adds to a registry what all workers of the accounts share, read from Redis when somebody scrapes, over a connection of
 * its own. `disparo_redis_up` is of Redis as a whole: a Cluster is up while any node is, so that each account is told apart.
 */
export function openFigures(
  registry: Registry,
  accounts: readonly Account[],
  redisUrl: string,
): { close(): void } {
  const redis = openRedis(redisUrl, 'producer')
  const opened = accounts.map((account): FigureDeps => {
    const { name } = account
    const callbacks = openCallbackQueue(redis, name)
    return { redis, keys: accountKeys(name), lanes: openLanes(redis, account), callbacks, account }
  })
  const read = remember(rememberedMs, () => Promise.all(opened.map(tryToRead)))
  watchRedis(registry, redis)
  registerAccountGauges(registry, () => read('all'))
  // The queues have nothing else to close, and closing them waits for Redis.
  return { close: () => redis.disconnect() }
}

async function tryToRead(deps: FigureDeps): Promise<AccountReading> {
  const account = deps.account.name
  return readAccountFigures(deps).then(
    (figures) => ({ account, figures }),
    () => ({ account }),
  )
}
