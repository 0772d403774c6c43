import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'
import type { PrivateRedis } from './private-redis.js'
import { readReplication, until } from './replication.js'
import { type RunningRedis, startOwnRedis } from './start-redis.js'

const SLOTS = 16_384

/** A master and who takes over from it, as they were at the start. */
export interface Shard {
  readonly master: PrivateRedis
  readonly replica: PrivateRedis
}

/** A Redis Cluster of our own. */
export interface RedisCluster extends RunningRedis {
  readonly pid: number
  readonly shards: readonly Shard[]
  /** The shard that had a key at the start. */
  shardOf(key: string): Promise<Shard>
}

interface Node {
  readonly redis: PrivateRedis
  readonly busPort: number
  readonly client: Redis
}

/** Starts so many masters with a replica each. The cluster takes a node for dead after four seconds. */
export async function startRedisCluster(masters = 3): Promise<RedisCluster> {
  const password = randomBytes(24).toString('base64url')
  const nodes = await Promise.all(Array.from({ length: 2 * masters }, () => startNode(password)))
  const stop = async () => {
    for (const { client } of nodes) client.disconnect()
    await Promise.all(nodes.map(({ redis }) => redis.stop()))
  }
  try {
    await unite(nodes.slice(0, masters), nodes.slice(masters))
  } catch (error) {
    await stop()
    throw error
  }
  const shards = nodes.slice(0, masters).map(({ redis }, n) => ({
    master: redis,
    replica: (nodes[masters + n] as Node).redis,
  }))
  const [first] = nodes as [Node]
  return {
    url: `redis+cluster://:${password}@${nodes.map(({ redis }) => `127.0.0.1:${redis.port}`).join()}`,
    pid: first.redis.pid,
    shards,
    shardOf: async (key) => {
      const slot = await first.client.cluster('KEYSLOT', key)
      return shards[Math.floor((Number(slot) * masters) / SLOTS)] as Shard
    },
    stop,
  }
}

/** Another process may take the bus's port before Redis does: then another is tried. */
async function startNode(password: string, attempts = 3): Promise<Node> {
  const busPort = await freePort()
  const settings = [
    'cluster-enabled yes',
    `cluster-port ${busPort}`,
    'cluster-node-timeout 4000',
    // While a master is replaced, the others go on.
    'cluster-require-full-coverage no',
    'repl-diskless-sync-delay 0',
    `masterauth ${password}`,
  ]
  const redis = await startOwnRedis({ password, settings }).catch((error: unknown) => {
    if (attempts > 1) return undefined
    throw error
  })
  if (redis === undefined) return startNode(password, attempts - 1)
  const client = new Redis(redis.url)
  client.on('error', () => undefined)
  return { redis, busPort, client }
}

/** Spreads the slots evenly over the masters, in their order, and gives each its replica. */
async function unite(masters: readonly Node[], replicas: readonly Node[]): Promise<void> {
  const all = [...masters, ...replicas]
  for (const [n, { client }] of masters.entries()) {
    const [from, to] = [n, n + 1].map((part) => Math.ceil((part * SLOTS) / masters.length)) as [
      number,
      number,
    ]
    await client.cluster('ADDSLOTSRANGE', from, to - 1)
    await client.cluster('SET-CONFIG-EPOCH', n + 1)
  }
  for (const { redis, busPort } of all)
    await masters[0]?.client.cluster('MEET', '127.0.0.1', redis.port, busPort)
  const agree = async ({ client }: Node) => {
    const info = String(await client.cluster('INFO'))
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${all.length}\r`)
  }
  for (const node of all) await until(() => agree(node))
  for (const [n, { client }] of replicas.entries()) {
    const id = await masters[n]?.client.cluster('MYID')
    await client.cluster('REPLICATE', String(id))
  }
  for (const { redis } of replicas)
    await until(async () => (await readReplication(redis.url)).master_link_status === 'up')
  // A master's successor is one that the others know of as its replica.
  const knowsReplicas = async ({ client }: Node) =>
    String(await client.cluster('NODES')).match(/\bslave\b/g)?.length === replicas.length
  for (const node of all) await until(() => knowsReplicas(node))
}
