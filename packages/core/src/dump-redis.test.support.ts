import type { Redis } from './redis/index.js'

/** Everything that Redis has under a prefix, its keys' names included, as one text. */
export async function dumpRedis(redis: Redis, prefix: string): Promise<string> {
  const names = (await redis.keys(`${prefix}*`)).toSorted()
  const values = await Promise.all(names.map((name) => readValue(redis, name)))
  return names.map((name, index) => `${name} ${JSON.stringify(values[index])}`).join('\n')
}

async function readValue(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
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
    default:
      return undefined
  }
}
