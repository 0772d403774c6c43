import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { forgetAccount } from '../stack/forget-account.js'
import { startRedis } from '../stack/start-redis.js'
import type { SteadyOptions, Windows } from './options.js'
import type { Sizes } from './sizes.js'

/** What every measurement stands on: the one Redis, how much to do, and where to tell of it. */
export interface BenchSetup {
  readonly redisUrl: string
  /** For looking: INFO, MEMORY USAGE. */
  readonly redis: Redis
  readonly sizes: Sizes
  readonly windows: Windows
  readonly steady: SteadyOptions
  /** What personal data is sealed with; nothing is, without. */
  readonly dataKey?: string | undefined
  readonly say: (line: string) => void
  /** Calls `use` with a name no account has, and removes every key of that account afterwards. */
  withAccount<T>(use: (name: string) => Promise<T>): Promise<T>
  end(): Promise<void>
}

export async function openBenchSetup(
  given: Pick<BenchSetup, 'sizes' | 'windows' | 'steady' | 'dataKey' | 'say'>,
): Promise<BenchSetup> {
  const server = await startRedis({ say: given.say })
  const redis = new Redis(server.url)
  return {
    redisUrl: server.url,
    redis,
    ...given,
    withAccount: async (use) => {
      const name = `bench-${randomBytes(4).toString('hex')}`
      try {
        return await use(name)
      } finally {
        await forgetAccount(server.url, name)
      }
    },
    end: async () => {
      redis.disconnect()
      await server.stop()
    },
  }
}
