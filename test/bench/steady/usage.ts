import type { Redis } from 'ioredis'
import { processUsage } from './process-usage.js'
import { type CommandStat, commandsBetween, type RedisUsage, redisUsage } from './redis-usage.js'

/** Whose use of the machine is measured: workers by their processes, and every master of Redis by what it says itself. */
interface Measured {
  readonly workers: readonly number[]
  readonly masters: readonly Redis[]
}

/** Counters since each began, but for what is named memory. */
interface Usage {
  /** Epoch ms. */
  readonly at: number
  readonly workerCpuS: number
  readonly redis: readonly RedisUsage[]
  /** Memory now, bytes: of all workers, and of all masters. */
  readonly workerRss: number
  readonly redisRss: number
}

export async function readUsage({ workers, masters }: Measured): Promise<Usage> {
  const [processes, redis] = await Promise.all([
    Promise.all(workers.map(processUsage)),
    Promise.all(masters.map(redisUsage)),
  ])
  return {
    at: Date.now(),
    workerCpuS: sumOf(processes, ({ cpuS }) => cpuS),
    redis,
    workerRss: sumOf(processes, ({ rss }) => rss),
    redisRss: sumOf(redis, ({ rss }) => rss),
  }
}

/** What was used between two looks. */
export interface Used {
  readonly seconds: number
  readonly workerCpuS: number
  readonly redisCpuS: number
  readonly aofBytes: number
  /** What each master has done of it. */
  readonly masters: readonly { readonly cpuS: number; readonly commands: readonly CommandStat[] }[]
}

export function usedBetween(before: Usage, after: Usage): Used {
  const masters = after.redis.map((now, index) => {
    const then = before.redis[index] as RedisUsage
    return { cpuS: now.cpuS - then.cpuS, commands: commandsBetween(then.commands, now.commands) }
  })
  return {
    seconds: (after.at - before.at) / 1_000,
    workerCpuS: after.workerCpuS - before.workerCpuS,
    redisCpuS: sumOf(masters, ({ cpuS }) => cpuS),
    aofBytes:
      sumOf(after.redis, ({ aofBytes }) => aofBytes) - sumOf(before.redis, ({ aofBytes }) => aofBytes),
    masters,
  }
}

export function sumOf<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((sum, each) => sum + of(each), 0)
}
