import { connect } from '@disparo/core'
import { accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { startOwnRedis } from '../stack/start-redis.js'
import { openSides } from './contacts/begin-sides.js'
import { fillCounters } from './contacts/fill-counters.js'
import { measureBegin } from './contacts/measure-begin.js'
import type { Result } from './result.js'
import { figure } from './results-table.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'
import { usedMemory } from './used-memory.js'

const SETTINGS = ['slowlog-max-len 100000']
const FIRST_SUPPRESSED = 5_511_950_000_000

/**
 * What it costs to ask whom not to message, and when not to: the time of `begin` in Redis with a million suppressed, quiet hours and a cap, beside
 * the same with all off; what a suppression takes, and how fast they are imported. In a Redis of its own, which keeps nothing.
 */
export async function measureContacts({ sizes, say }: Pick<BenchSetup, 'sizes' | 'say'>): Promise<Result[]> {
  const { suppressed, counted } = sizes.contacts
  const server = await startOwnRedis({ say, persistent: false, settings: SETTINGS })
  const redis = new Redis(server.url)
  const accounts = { none: 'bench-none', counters: 'bench-counters', all: 'bench-all' }
  try {
    const imported = await importSuppressed({ redis, url: server.url, account: accounts.all }, suppressed)
    for (const account of [accounts.counters, accounts.all])
      await fillCounters({ redis, keys: accountKeys(account) }, counted)
    say(`  ${figure(suppressed)} suppressed, ${figure(counted)} persons with counters`)
    return [...imported, ...(await measureBegin({ redis, say }, openSides(redis, accounts), sizes.contacts))]
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

async function importSuppressed(
  { redis, url, account }: { readonly redis: Redis; readonly url: string; readonly account: string },
  count: number,
): Promise<Result[]> {
  const disparo = connect({ redis: url, account, allowNewAccount: true })
  try {
    const before = await usedMemory(redis)
    const started = performance.now()
    const people = Array.from({ length: count }, (_, index) => ({ to: `${FIRST_SUPPRESSED + index * 7}` }))
    const { added } = await disparo.suppressMany(people, { reason: 'opt-out', by: 'bench' })
    const seconds = (performance.now() - started) / 1_000
    if (added !== count) throw new Error(`${added} of ${count} were suppressed`)
    const bytes = ((await usedMemory(redis)) - before) / count
    return [
      {
        ...({ name: 'suppressions imported', unit: 'rows/s' } as const),
        // 100,000 a minute.
        ...{ ours: spreadOf([count / seconds]), aim: { kind: 'at-least', value: 1_667 } },
      },
      {
        ...({ name: 'Redis, a suppression', unit: 'bytes' } as const),
        ...{ ours: spreadOf([bytes]), aim: { kind: 'at-most', value: 80 } },
      },
    ]
  } finally {
    await disparo.close()
  }
}
