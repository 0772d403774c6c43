import type { Account } from '@disparo/core/internal/account'
import type { Redis } from '@disparo/core/internal/redis'
import { readServedStats } from '@disparo/service/stats'
import type { Finding } from './finding.js'
import { judgeServed } from './judge-served.js'

/**
 * Who serves which accounts, as the programs say in Redis.
 * @throws RedisUnavailableError
 */
export async function checkServed(redis: Redis, accounts: readonly Account[]): Promise<Finding[]> {
  return judgeServed(
    await readServedStats(redis),
    accounts.map(({ name }) => name),
  )
}
