import { accountKeys } from '@disparo/core/internal/redis'
import type { RedisCluster, Shard } from '../stack/redis-cluster.js'

/** Names of accounts, one on each master. */
export async function namesOnEach({ shards, shardOf }: RedisCluster): Promise<[string, ...string[]]> {
  const names = new Map<Shard, string>()
  for (let n = 0; names.size < shards.length; n++) {
    const name = `loja-${n}`
    const shard = await shardOf(accountKeys(name).gate)
    if (!names.has(shard)) names.set(shard, name)
  }
  return [...names.values()] as [string, ...string[]]
}
