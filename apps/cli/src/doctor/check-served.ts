import type { Account } from '@disparo/core/internal/account'
import type { Redis } from '@disparo/core/internal/redis'
import { findUnservedLanes, readServedStats } from '@disparo/service/stats'
import type { Speech } from '../words/index.js'
import type { Finding } from './finding.js'
import { judgeLanes, judgeServed } from './judge-served.js'

/**
 * Who serves which accounts, as the programs say in Redis.
 * @throws RedisUnavailableError
 */
export async function checkServed(
  redis: Redis,
  accounts: readonly Account[],
  speech: Speech,
): Promise<Finding[]> {
  const served = await readServedStats(redis)
  const configured = accounts.map(({ name }) => name)
  const lanes = await findUnservedLanes(redis, [...served.map(({ name }) => name), ...configured])
  return [...judgeServed(served, configured, speech), ...judgeLanes(lanes, speech.words.doctor)]
}
