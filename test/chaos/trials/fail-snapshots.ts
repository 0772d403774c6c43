import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { PrivateRedis } from '../../stack/private-redis.js'
import { until } from './campaign.js'

/** Where Redis puts snapshots unless told otherwise. */
const FILE = 'dump.rdb'

interface FailingSnapshots {
  /** The names of all keys. */
  keys(): Promise<ReadonlySet<string>>
  /** Until one succeeds again, and Redis writes. */
  mend(): Promise<void>
}

/**
 * Makes Redis's snapshots fail, as on a full disk: the file stands where a folder is, which not even root can overwrite.
 * With `save` points set Redis then refuses every write with MISCONF (`stop-writes-on-bgsave-error`, its default).
 */
export async function failSnapshots({ url, folder }: PrivateRedis): Promise<FailingSnapshots> {
  const obstacle = join(folder, FILE)
  await mkdir(obstacle)
  await withRedis(url, async (redis) => {
    await redis.config('SET', 'save', '3600 1')
    await redis.bgsave()
    await until('a snapshot fails', () => lastSnapshotWas(redis, 'err'))
  })
  return {
    keys: () => withRedis(url, async (redis) => new Set(await redis.keys('*'))),
    mend: async () => {
      await rmdir(obstacle)
      await withRedis(url, async (redis) => {
        await until('a snapshot succeeds', async () => {
          // Redis itself may be at it just now, and does not begin another.
          await redis.bgsave().catch(() => undefined)
          return lastSnapshotWas(redis, 'ok')
        })
        await redis.config('SET', 'save', '')
      })
    },
  }
}

async function lastSnapshotWas(redis: Redis, status: 'ok' | 'err'): Promise<boolean> {
  return (await redis.info('persistence')).includes(`rdb_last_bgsave_status:${status}\r\n`)
}

async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url)
  redis.on('error', () => undefined)
  try {
    return await use(redis)
  } finally {
    redis.disconnect()
  }
}
