import type { Redis } from './connection.js'
import { defineScript } from './script.js'

const holdScript = defineScript(
  'disparoAcquireLease',
  `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
-- A first write that needs no memory: without memory, too, some who hold a lease have work to do, as to make room.
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`,
)

const releaseScript = defineScript(
  'disparoReleaseLease',
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
)

/** Takes or keeps a lease for `ms`. `false`: somebody else holds it. A holder that dies loses it after `ms`. */
export async function acquireLease(redis: Redis, key: string, holder: string, ms: number): Promise<boolean> {
  return (await holdScript(redis, [key], [holder, ms])) === 1
}

export async function releaseLease(redis: Redis, key: string, holder: string): Promise<void> {
  await releaseScript(redis, [key], [holder])
}
