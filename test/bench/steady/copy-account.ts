import { accountKeys, type Redis, scanKeys } from '@disparo/core/internal/redis'

/** All that an account has in Redis, so that others can be given the same. */
interface AccountDump {
  readonly keys: readonly { readonly name: string; readonly value: Buffer; readonly ttl: number }[]
}

/** Names of keys without the account's prefix; `ttl` in ms, 0 is none. */
export async function dumpAccount(redis: Redis, account: string): Promise<AccountDump> {
  const { prefix } = accountKeys(account)
  const dumped: AccountDump['keys'][number][] = []
  for await (const { keys } of scanKeys(redis, `${prefix}:*`)) {
    const values = await Promise.all(keys.map((key) => redis.dumpBuffer(key)))
    const ttls = await Promise.all(keys.map((key) => redis.pttl(key)))
    for (const [index, key] of keys.entries()) {
      const value = values[index]
      const ttl = Math.max(0, ttls[index] ?? 0)
      if (value) dumped.push({ name: key.slice(prefix.length), value, ttl })
    }
  }
  return { keys: dumped }
}

const PER_PIPELINE = 2_000

export async function restoreAccount(redis: Redis, account: string, { keys }: AccountDump): Promise<void> {
  const { prefix } = accountKeys(account)
  for (let from = 0; from < keys.length; from += PER_PIPELINE) {
    const pipeline = redis.pipeline()
    for (const { name, value, ttl } of keys.slice(from, from + PER_PIPELINE))
      pipeline.restore(`${prefix}${name}`, ttl, value, 'REPLACE')
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
  }
}
