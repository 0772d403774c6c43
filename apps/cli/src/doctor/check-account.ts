import type { Account } from '@disparo/core/internal/account'
import { openCallbackQueue } from '@disparo/core/internal/callback'
import { hasWorker, openLanes } from '@disparo/core/internal/queue'
import { accountKeys, type Redis, withTimeout } from '@disparo/core/internal/redis'
import { readAccountStats, type StatsDeps } from '@disparo/service/stats'
import type { Speech } from '../words/index.js'
import type { Finding } from './finding.js'
import { judgeAccount, type LaneWorkers } from './judge-account.js'

const answerMs = 5_000

/**
 * Reads how an account stands in Redis, and who works for it.
 * @throws RedisUnavailableError
 */
export async function checkAccount(redis: Redis, account: Account, speech: Speech): Promise<Finding[]> {
  const { name } = account
  const lanes = openLanes(redis, account)
  const callbacks = openCallbackQueue(redis, name)
  const keys = accountKeys(name)
  const figures = await readAccountStats({ redis, keys, lanes, callbacks, account })
  const workers = await countWorkers(redis, lanes)
  const any = await withTimeout(redis, answerMs, () => hasWorker(redis, keys))
  return judgeAccount(figures, { ...workers, any }, speech)
}

/**
 * BullMQ knows workers by the names of their connections, which not every service shows, nor every user may see. In a
 * Cluster it asks all nodes: while one is away, nobody knows the workers of accounts on the others.
 */
async function countWorkers(
  redis: Redis,
  { urgent, bulk }: StatsDeps['lanes'],
): Promise<Omit<LaneWorkers, 'any'>> {
  try {
    return await withTimeout(redis, answerMs, async () => {
      await redis.client('LIST') // Where this is refused, BullMQ counts one worker.
      const [forUrgent, forBulk] = await Promise.all([urgent.getWorkersCount(), bulk.getWorkersCount()])
      return { urgent: forUrgent, bulk: forBulk }
    })
  } catch {
    return {}
  }
}
