import type { Account } from '@disparo/core/account'
import { openCallbackQueue } from '@disparo/core/callback'
import { openLanes } from '@disparo/core/queue'
import { accountKeys, type Redis, RedisUnavailableError, within } from '@disparo/core/redis'
import { type FigureDeps, readAccountFigures } from '../../metrics/account-figures.js'
import type { Finding } from './finding.js'
import { judgeAccount, type LaneWorkers } from './judge-account.js'

const answerMs = 5_000

/**
 * Reads how an account stands in Redis, and who works for it.
 * @throws RedisUnavailableError
 */
export async function checkAccount(redis: Redis, account: Account): Promise<Finding[]> {
  const { name } = account
  const lanes = openLanes(redis, account)
  const callbacks = openCallbackQueue(redis, name)
  const figures = await readAccountFigures({ redis, keys: accountKeys(name), lanes, callbacks, account })
  return judgeAccount(figures, await countWorkers(redis, lanes))
}

/** BullMQ knows workers by the names of their connections, which not every service shows, nor every user may see. */
async function countWorkers(redis: Redis, { urgent, bulk }: FigureDeps['lanes']): Promise<LaneWorkers> {
  const mayList = await within(redis, answerMs, () => redis.client('LIST')).then(
    () => true,
    (error: unknown) => {
      if (error instanceof RedisUnavailableError) throw error
      return false
    },
  )
  if (!mayList) return {}
  const [forUrgent, forBulk] = await within(redis, answerMs, () =>
    Promise.all([urgent.getWorkersCount(), bulk.getWorkersCount()]),
  )
  return { urgent: forUrgent, bulk: forBulk }
}
