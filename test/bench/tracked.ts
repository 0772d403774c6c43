import { connect, type Disparo } from '@disparo/core'
import { type AccountKeys, accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { startOwnRedis } from '../stack/start-redis.js'
import type { Result } from './result.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'
import { acceptMessages, readMessages } from './tracked-messages.js'
import { usedMemory } from './used-memory.js'

const ACCOUNT = 'bench-tracked'
const PAGE = 1_000
const PAGE_ROUNDS = 5
const DAY_MS = 86_400_000

/** Bytes of Redis a message takes: its entry, its place in its slice, in the log of dispatches and in its batch. */
interface Footprint {
  readonly accepted: number
  readonly read: number
  /** What finding it by its upstream id takes besides. */
  readonly index: number
}

/**
 * What the ledger takes of Redis's memory with very many messages in it, all keys included, and how soon it answers a
 * page of a report then. In a Redis of its own, which keeps nothing: only memory and reading are measured.
 */
export async function measureTracked({ sizes, say }: Pick<BenchSetup, 'sizes' | 'say'>): Promise<Result[]> {
  const server = await startOwnRedis({ say, persistent: false })
  const redis = new Redis(server.url)
  const disparo = connect({ redis: server.url, account: ACCOUNT })
  try {
    const started = Date.now()
    const { accepted, read, index } = await footprintOf(redis, sizes.tracked)
    const pages = await timesOfPages(disparo, { started, messages: sizes.tracked })
    return [
      bytes('accepted', accepted),
      bytes('read', read),
      bytes('read, found by webhooks', read + index),
      ...pages,
    ]
  } finally {
    await disparo.close()
    redis.disconnect()
    await server.stop()
  }
}

async function footprintOf(redis: Redis, messages: number): Promise<Footprint> {
  const keys = accountKeys(ACCOUNT)
  const before = await usedMemory(redis)
  const growth = async () => ((await usedMemory(redis)) - before) / messages
  await acceptMessages({ redis, keys }, messages)
  await redis.del(keys.permits)
  const accepted = await growth()
  await readMessages({ redis, keys }, messages)
  const withIndex = await growth()
  await dropIndex(redis, keys)
  const read = await growth()
  const index = withIndex - read
  return { accepted: accepted - index, read, index }
}

async function dropIndex(redis: Redis, { prefix }: AccountKeys): Promise<void> {
  for await (const found of redis.scanStream({ match: `${prefix}:upstream:*`, count: 10_000 })) {
    if (found.length > 0) await redis.unlink(found)
  }
}

async function timesOfPages(
  disparo: Disparo,
  { started, messages }: { readonly started: number; readonly messages: number },
): Promise<Result[]> {
  const to = new Date(Date.now() + 1_000)
  const [today, month] = [new Date(started - 1_000), new Date(to.getTime() - 31 * DAY_MS)]
  const last = Math.max(0, messages - PAGE)
  const middle = Math.floor(last / 2)
  const pages = [
    { name: 'first', from: today, offset: 0 },
    { name: 'middle', from: today, offset: middle },
    { name: 'last', from: today, offset: last },
    { name: 'middle of 31 days', from: month, offset: middle },
  ]
  const results: Result[] = []
  for (const { name, ...page } of pages) {
    const times: number[] = []
    for (let round = 0; round < PAGE_ROUNDS; round++) {
      const begun = performance.now()
      const { total, items } = await disparo.dispatched({ ...page, to, limit: PAGE })
      times.push(performance.now() - begun)
      if (total !== messages || items.length !== Math.min(PAGE, messages))
        throw new Error(`The page has ${items.length} messages of ${total}`)
    }
    const aim = { kind: 'at-most', value: 150 } as const
    results.push({ name: `report, page of 1,000: ${name}`, unit: 'ms', ours: spreadOf(times), aim })
  }
  return results
}

function bytes(name: string, value: number): Result {
  const aim = { kind: 'at-most', value: 600 } as const
  return { name: `Redis, a message tracked: ${name}`, unit: 'bytes', ours: spreadOf([value]), aim }
}
