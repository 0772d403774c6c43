import type { Account } from '@disparo/core/internal/account'
import { probeGate } from '@disparo/core/internal/gate'
import { closeLanes, openLanes } from '@disparo/core/internal/queue'
import { accountKeys, type Redis } from '@disparo/core/internal/redis'

/**
 * An account has other credentials: what Hi Platform refused may be taken now, so that a closed gate is probed at once, and
 * the lanes, which rest as long as it is closed, wake for it.
 */
export async function probeAgain(redis: Redis, account: Account): Promise<void> {
  if (!(await probeGate(redis, accountKeys(account.name)))) return
  const lanes = openLanes(redis, account)
  try {
    for (const lane of Object.values(lanes)) {
      await lane.removeRateLimitKey()
      await redis.zadd(lane.toKey('marker'), 0, '0')
    }
  } finally {
    await closeLanes(lanes)
  }
}
