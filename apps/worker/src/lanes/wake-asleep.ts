import { randomUUID } from 'node:crypto'
import type { Account } from '@disparo/core/internal/account'
import { hoursMark, readAsleep } from '@disparo/core/internal/contacts'
import { type Lanes, wakeAsleep } from '@disparo/core/internal/queue'
import {
  type AccountKeys,
  acquireLease,
  type Redis,
  redisNow,
  releaseLease,
} from '@disparo/core/internal/redis'
import type { Logger } from 'pino'
import { startLoop } from './run-loop.js'

interface WakeAsleepOptions {
  readonly account: Account
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly log: Logger
  /** How often it looks for messages that workers with other hours put off. Default 10 s. */
  readonly everyMs?: number | undefined
}

const usualMs = 10_000
const leaseMs = 10_000
/** Quiet hours are over by then, or this worker has said so again. */
const markMs = 400 * 24 * 3_600_000

/**
 * Wakes messages that sleep until an hour of settings that are no more. The hours in force are those of the worker that started last: one that
 * still has the former leaves them to it.
 */
export function startAsleepWaker(options: WakeAsleepOptions): { stop(): Promise<void> } {
  const { account, redis, keys, log, everyMs = usualMs } = options
  const mark = hoursMark(account)
  const holder = randomUUID()
  let isTold = false

  /** An account that never had any needs no word of that. */
  const tellMark = async () => {
    const isNeeded = mark !== '' || (await redis.exists(keys.quietHoursMark)) === 1
    if (isNeeded) await redis.set(keys.quietHoursMark, mark, 'PX', markMs)
    isTold = true
  }

  const look = async (signal: AbortSignal): Promise<number | 'quiet'> => {
    if (!isTold) await tellMark()
    const asleep = await readAsleep(redis, keys, await redisNow(redis, keys))
    const others = asleep.filter((group) => group.mark !== mark)
    if (others.length === 0 || ((await redis.get(keys.quietHoursMark)) ?? mark) !== mark) return 'quiet'
    const mayGoOn = async () =>
      !signal.aborted && (await acquireLease(redis, keys.quietHoursLease, holder, leaseMs))
    for (const group of others) {
      const messages = await wakeAsleep(options, group, mayGoOn)
      if (messages === undefined) return 'quiet'
      log.info({ event: 'hours:changed', until: new Date(group.at), messages })
    }
    await releaseLease(redis, keys.quietHoursLease, holder)
    return 'quiet'
  }

  // Where Redis is away or refuses, its own events are logged.
  return startLoop((signal) => look(signal).catch(() => 'quiet' as const), { everyMs, signal: undefined })
}
