import type { StatusChange } from '@disparo/core'
import { ledgerOptionsOf } from '@disparo/core/internal/account'
import { type NewAct, noteAct } from '@disparo/core/internal/audit'
import { openCallbackQueue } from '@disparo/core/internal/callback'
import { openLanes, retryFailed, trimFailed } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { openPerAccount } from '@disparo/service/accounts'
import type { Board, BoardAccount, BoardQueue } from './board-queue.js'

/**
 * Opens the lanes and callbacks of the accounts over a connection of its own, which fails fast while Redis is down.
 * @param statusesOf - who hears of the statuses that messages of an account come to have here. Default: nobody
 */
export function openBoard(
  accounts: readonly BoardAccount[],
  redisUrl: string,
  statusesOf?: (account: string) => (change: StatusChange) => void,
): Board {
  const redis = openRedis(redisUrl, 'producer')
  const open = (account: BoardAccount): readonly BoardQueue[] => {
    const { name } = account
    const lanes = openLanes(redis, account)
    const ledgerOptions = { ...ledgerOptionsOf(account), onStatus: statusesOf?.(name) }
    const deps = { redis, keys: accountKeys(name), lanes, ledgerOptions }
    const note = (act: NewAct) => noteAct(redis, deps.keys, act, ledgerOptions.retentionMs)
    const ofLane = (lane: 'urgent' | 'bulk') => ({
      ...{ account: name, note },
      queue: lanes[lane],
      retry: (ids: readonly string[]) => retryFailed(deps, lane, ids),
      cleanFailed: (ms: number) =>
        trimFailed(redis, deps.keys, lanes[lane], {
          kept: { ms, count: Number.POSITIVE_INFINITY },
          now: Date.now(),
        }),
    })
    return [
      { ...ofLane('urgent'), description: `Urgent messages of ${name}` },
      { ...ofLane('bulk'), description: `Bulk messages of ${name}` },
      {
        ...{ account: name, note },
        queue: openCallbackQueue(redis, name),
        description: `Status changes to be told to ${name}'s callback`,
      },
    ]
  }
  const opened = openPerAccount(({ name }: BoardAccount) => name, open)
  opened.serve(accounts)
  return {
    redis,
    get queues() {
      return opened.things().flat()
    },
    serve: (next) => {
      const dropped = opened.serve(next).flat()
      return () => {
        for (const { queue } of dropped) queue.close().catch(() => {})
      }
    },
    // The queues have nothing else to close, and closing them waits for Redis.
    close: () => redis.disconnect(),
  }
}
