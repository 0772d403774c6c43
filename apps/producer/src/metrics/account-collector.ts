import type { Account } from '@disparo/core/internal/account'
import { openCallbackQueue } from '@disparo/core/internal/callback'
import { cacheFor, closeLanes, openLanes } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { openPerAccount } from '@disparo/service/accounts'
import { watchRedis } from '@disparo/service/metrics'
import { readAccountStats, readServedStats, type StatsDeps } from '@disparo/service/stats'
import type { Registry } from 'prom-client'
import { type AccountReading, registerAccountGauges } from './register-account-gauges.js'
import { registerServedGauges } from './served-gauges.js'

/** Every gauge of a scrape is set from one reading, and two scrapers at a time cost no more than one. */
const rememberedMs = 1_000

interface AccountCollector {
  /** These are the accounts from now on. Answers what closes what was open for others, once nobody reads it any more. */
  serve(accounts: readonly Account[]): () => void
  close(): void
}

/**
 * Adds to a registry what all workers of the accounts share, read from Redis when somebody scrapes, over a connection of
 * its own. `disparo_redis_up` is of Redis as a whole: a Cluster is up while any node is, so that each account is told apart.
 */
export function openAccountCollector(
  registry: Registry,
  accounts: readonly Account[],
  redisUrl: string,
): AccountCollector {
  const redis = openRedis(redisUrl, 'producer')
  const opened = openPerAccount(
    ({ name }: Account) => name,
    (account): StatsDeps => {
      const { name } = account
      const callbacks = openCallbackQueue(redis, name)
      return { redis, keys: accountKeys(name), lanes: openLanes(redis, account), callbacks, account }
    },
  )
  opened.serve(accounts)
  const read = cacheFor(rememberedMs, () => Promise.all(opened.things().map(tryToRead)))
  watchRedis(registry, redis)
  registerAccountGauges(registry, () => read('all'))
  registerServedGauges(registry, () => readServedStats(redis))
  return {
    serve: (next) => {
      const dropped = opened.serve(next)
      return () => {
        for (const { lanes, callbacks } of dropped) {
          Promise.all([closeLanes(lanes), callbacks.close()]).catch(() => {})
        }
      }
    },
    // The queues have nothing else to close, and closing them waits for Redis.
    close: () => redis.disconnect(),
  }
}

async function tryToRead(deps: StatsDeps): Promise<AccountReading> {
  const account = deps.account.name
  return readAccountStats(deps).then(
    (stats) => ({ account, stats }),
    () => ({ account }),
  )
}
