import type { Redis } from 'ioredis'
import { infoNumber } from '../used-memory.js'

/** What one Redis has done so far. */
export interface RedisUsage {
  readonly cpuS: number
  /** Commands, with those that scripts call. */
  readonly commands: number
  readonly scripts: number
  /** µs in scripts, and in the commands that no script calls. */
  readonly commandUs: number
  readonly aofBytes: number
  readonly rss: number
}

/** Their time has that of what they call in it. */
const CONTAINERS = new Set(['evalsha', 'eval', 'fcall', 'exec'])

export async function redisUsage(redis: Redis): Promise<RedisUsage> {
  const info = await redis.info('all')
  const stats = commandStats(info)
  const sum = (of: 'calls' | 'us', wanted: (name: string) => boolean) =>
    stats.filter(({ name }) => wanted(name)).reduce((total, each) => total + each[of], 0)
  return {
    cpuS: infoNumber(info, 'used_cpu_sys') + infoNumber(info, 'used_cpu_user'),
    commands: infoNumber(info, 'total_commands_processed'),
    scripts: sum('calls', (name) => CONTAINERS.has(name) && name !== 'exec'),
    commandUs: sum('us', (name) => CONTAINERS.has(name)),
    aofBytes: infoNumber(info, 'aof_enabled') === 1 ? infoNumber(info, 'aof_current_size') : 0,
    rss: infoNumber(info, 'used_memory_rss'),
  }
}

interface CommandStat {
  readonly name: string
  readonly calls: number
  readonly us: number
}

/** The lines of `INFO commandstats`. */
export function commandStats(info: string): CommandStat[] {
  return [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+),usec=(\d+)/gm)].map(([, name = '', calls, us]) => ({
    name,
    calls: Number(calls),
    us: Number(us),
  }))
}
