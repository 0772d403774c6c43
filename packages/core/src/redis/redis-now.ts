import type { AccountKeys } from './account-keys.js'
import type { Redis } from './connection.js'
import { defineScript } from './script.js'

const script = defineScript('disparoNow', `return redis.call('TIME')`)

/** The clock by which an account's times are, epoch ms: that of the node of a Cluster on which the account lives. */
export async function redisNow(redis: Redis, keys: AccountKeys): Promise<number> {
  const [seconds, micros] = (await script(redis, [keys.gate], [])) as [string, string]
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000)
}
