import type { Redis } from 'ioredis'
import { infoNumber } from '../used-memory.js'

/** What one Redis has done so far. */
export interface RedisUsage {
  readonly cpuS: number
  /** With those that scripts call. The time of a script is counted twice: its own has that of what it calls in it. */
  readonly commands: readonly CommandStat[]
  readonly aofBytes: number
  readonly rss: number
}

export interface CommandStat {
  /** Of a command that has parts, the first word: `config`. */
  readonly name: string
  readonly calls: number
  readonly us: number
}

export async function redisUsage(redis: Redis): Promise<RedisUsage> {
  const info = await redis.info('all')
  return {
    cpuS: infoNumber(info, 'used_cpu_sys') + infoNumber(info, 'used_cpu_user'),
    commands: commandStats(info),
    aofBytes: infoNumber(info, 'aof_enabled') === 1 ? infoNumber(info, 'aof_current_size') : 0,
    rss: infoNumber(info, 'used_memory_rss'),
  }
}

/** The lines of `INFO commandstats`. */
function commandStats(info: string): CommandStat[] {
  const stats = new Map<string, CommandStat>()
  for (const [, name = '', calls, us] of info.matchAll(/^cmdstat_([^:|]+)[^:]*:calls=(\d+),usec=(\d+)/gm)) {
    const known = stats.get(name)
    stats.set(name, {
      name,
      calls: (known?.calls ?? 0) + Number(calls),
      us: (known?.us ?? 0) + Number(us),
    })
  }
  return [...stats.values()]
}

/** What came between two looks. */
export function commandsBetween(
  before: readonly CommandStat[],
  after: readonly CommandStat[],
): CommandStat[] {
  const known = new Map(before.map((stat) => [stat.name, stat]))
  return after.map(({ name, calls, us }) => ({
    name,
    calls: calls - (known.get(name)?.calls ?? 0),
    us: us - (known.get(name)?.us ?? 0),
  }))
}
