import { Redis } from 'ioredis'

/** Removes what one account left in a Redis that is not ours, and nothing else. */
export async function forgetAccount(url: string, account: string): Promise<void> {
  const redis = new Redis(url)
  try {
    let cursor = '0'
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `disparo:{${account}}*`, 'COUNT', 1000)
      if (keys.length > 0) await redis.unlink(...keys)
      cursor = next
    } while (cursor !== '0')
  } finally {
    redis.disconnect()
  }
}
