import type { Account } from '@disparo/core/account'
import { openCallbackQueue } from '@disparo/core/callback'
import { watchRedis } from '@disparo/core/metrics'
import { openLanes, remember } from '@disparo/core/queue'
import { accountKeys, openRedis } from '@disparo/core/redis'
import type { Registry } from 'prom-client'
import { type AccountFigures, type FigureDeps, readAccountFigures } from './account-figures.js'
import { registerAccountGauges } from './account-gauges.js'

/** Every gauge of a scrape is set from one reading, and two scrapers at a time cost no more than one. */
const rememberedMs = 1_000

/**
 * Adds to a registry what all workers of the accounts share, read from Redis when somebody scrapes, over a connection of
 * its own. An account that cannot be read is left out, and `disparo_redis_up` says whether Redis is to blame.
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
  const read = remember(rememberedMs, () => Promise.all(opened.map(readOrNothing)))
  watchRedis(registry, redis)
  registerAccountGauges(registry, async () => (await read('all')).filter((each) => each !== undefined))
  // The queues have nothing else to close, and closing them waits for Redis.
  return { close: () => redis.disconnect() }
}

async function readOrNothing(deps: FigureDeps): Promise<AccountFigures | undefined> {
  return readAccountFigures(deps).catch(() => undefined)
}
