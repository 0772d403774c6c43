import type { Account } from '@disparo/core/account'
import { openCallbackQueue } from '@disparo/core/callback'
import { openLanes } from '@disparo/core/queue'
import { openRedis, type Redis } from '@disparo/core/redis'
import type { Queue } from 'bullmq'

/** A queue on the board, and whose it is. */
export interface BoardQueue {
  readonly account: string
  readonly queue: Queue
  /** What waits in it, in a few words. */
  readonly description: string
}

/** What the board shows: every BullMQ queue there is. Reconciling has none, it plans for itself. */
export interface Board {
  readonly redis: Redis
  readonly queues: readonly BoardQueue[]
  close(): void
}

/** Opens the lanes and callbacks of the accounts over a connection of its own, which fails fast while Redis is down. */
export function openBoard(
  accounts: readonly Pick<Account, 'name' | 'maxAttempts'>[],
  redisUrl: string,
): Board {
  const redis = openRedis(redisUrl, 'producer')
  const queues = accounts.flatMap((account): BoardQueue[] => {
    const { urgent, bulk } = openLanes(redis, account)
    return [
      { account: account.name, queue: urgent, description: `Urgent messages of ${account.name}` },
      { account: account.name, queue: bulk, description: `Bulk messages of ${account.name}` },
      {
        account: account.name,
        queue: openCallbackQueue(redis, account.name),
        description: `Status changes to be told to ${account.name}'s callback`,
      },
    ]
  })
  // The queues have nothing else to close, and closing them waits for Redis.
  return { redis, queues, close: () => redis.disconnect() }
}
