import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { Redis } from 'ioredis'
import { infoText } from './used-memory.js'

interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGb: number
  /** Runnable processes, mean of the last minute, before anything was measured. */
  readonly load: number
  readonly node: string
  readonly redis: string
  /** E.g. `appendonly yes, appendfsync always`; `unknown` where Redis does not tell. */
  readonly durability: string
}

/** Figures mean nothing without the machine they come from. */
export async function lookAtMachine(redis: Redis): Promise<Machine> {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    node: process.versions.node,
    redis: infoText(await redis.info('server'), 'redis_version') ?? 'unknown',
    durability: await durabilityOf(redis),
  }
}

/** Managed servers often forbid CONFIG. */
async function durabilityOf(redis: Redis): Promise<string> {
  const settings = await Promise.all(
    ['appendonly', 'appendfsync'].map(async (name) => (await redis.call('CONFIG', 'GET', name)) as string[]),
  ).catch(() => undefined)
  return settings?.map((pair) => pair.join(' ')).join(', ') ?? 'unknown'
}

export function machineText(machine: Machine): string {
  const { cores, cpu, memoryGb, load, node, redis, durability } = machine
  return [
    `${cores} cores (${cpu}), ${memoryGb} GB, load ${load}; Node.js ${node}; Redis ${redis}, ${durability}`,
    'Load, Redis and both sides share these cores, and machines are noisy: believe ratios, not figures.',
  ].join('\n')
}
