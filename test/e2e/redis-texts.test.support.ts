import { Redis } from 'ioredis'

/** Everything that a Redis has, as text: the name of each key with all that is in it, and how long it is kept (ms, -1: for ever). */
export async function redisTexts(url: string): Promise<{ name: string; text: string; ttlMs: number }[]> {
  const redis = new Redis(url)
  try {
    const names: string[] = []
    for await (const some of redis.scanStream({ count: 1_000 })) names.push(...(some as string[]))
    return await Promise.all(
      [...new Set(names)].map(async (name) => ({
        name,
        text: JSON.stringify(await read(redis, name)) ?? '',
        ttlMs: await redis.pttl(name),
      })),
    )
  } finally {
    redis.disconnect()
  }
}

async function read(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key)
  switch (type) {
    case 'string':
      return redis.get(key)
    case 'hash':
      return redis.hgetall(key)
    case 'list':
      return redis.lrange(key, '0', '-1')
    case 'set':
      return redis.smembers(key)
    case 'zset':
      return redis.zrange(key, '0', '-1')
    case 'stream':
      return redis.xrange(key, '-', '+')
    case 'none':
      return undefined
    default:
      throw new Error(`${key} is a ${type}, which this test cannot read`)
  }
}
