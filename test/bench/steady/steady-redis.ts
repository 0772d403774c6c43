import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { type RedisCluster, startRedisCluster } from '../../stack/redis-cluster.js'
import { startOwnRedis } from '../../stack/start-redis.js'
import { infoNumber } from '../used-memory.js'

const LOOK_EVERY_MS = 100

/** The Redis that a run has to itself: one server, or the three masters of a Cluster. */
export interface SteadyRedis {
  readonly url: string
  /** For looking: INFO, CONFIG. */
  readonly masters: readonly Redis[]
  /** Runs `load` with the append-only file off, so that what it writes is written once; then it is as before. */
  whileLoading(load: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

export async function startSteadyRedis({
  cluster,
  say,
}: {
  readonly cluster: boolean
  readonly say: (line: string) => void
}): Promise<SteadyRedis> {
  // A rewrite in the middle would hide how much was appended.
  const settings = ['auto-aof-rewrite-percentage 0']
  const server = cluster ? await startRedisCluster() : await startOwnRedis({ say, settings })
  const urls = 'shards' in server ? mastersOf(server) : [server.url]
  const masters = urls.map((url) => new Redis(url))
  return {
    url: server.url,
    masters,
    whileLoading: async (load) => {
      await Promise.all(masters.map((redis) => redis.config('SET', 'appendonly', 'no')))
      await load()
      await Promise.all(masters.map(appendFromNowOn))
    },
    stop: async () => {
      for (const redis of masters) redis.disconnect()
      await server.stop()
    },
  }
}

function mastersOf({ shards }: RedisCluster): string[] {
  return shards.map(({ master }) => master.url)
}

/** Writes all there is into a new file first. */
async function appendFromNowOn(redis: Redis): Promise<void> {
  await redis.config('SET', 'auto-aof-rewrite-percentage', 0)
  await redis.config('SET', 'appendonly', 'yes')
  for (;;) {
    const info = await redis.info('persistence')
    const busy = infoNumber(info, 'aof_rewrite_in_progress') + infoNumber(info, 'aof_rewrite_scheduled')
    if (busy === 0) return
    await delay(LOOK_EVERY_MS)
  }
}
