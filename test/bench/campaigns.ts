import { connect } from '@disparo/core'
import { openPersons } from '@disparo/core/internal/persons'
import { type AccountKeys, accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { startOwnRedis } from '../stack/start-redis.js'
import { withProducer } from './bench-account.js'
import { batchOf, fillBatches, personOf, RETENTION_MS } from './campaigns/fill-batches.js'
import { measureExport } from './campaigns/measure-export.js'
import { measurePages } from './campaigns/measure-pages.js'
import { measurePersons, type Person } from './campaigns/measure-persons.js'
import { openTimedCalls } from './campaigns/timed-calls.js'
import type { Result } from './result.js'
import { figure } from './results-table.js'
import type { BenchSetup } from './setup.js'
import type { Sizes } from './sizes.js'
import { spreadOf } from './spread.js'
import { memoryOfKeys } from './used-memory.js'

const ACCOUNT = 'bench-campaigns'
const PERSONS = 200
const KILOBYTE = 1_000

/**
 * How soon campaigns and persons are found among very many, through a producer over HTTP. In a Redis of its own, which keeps
 * nothing: only reading and memory are measured.
 */
export async function measureCampaigns({ sizes, say }: Pick<BenchSetup, 'sizes' | 'say'>): Promise<Result[]> {
  const server = await startOwnRedis({ say, persistent: false })
  const redis = new Redis(server.url)
  const keys = accountKeys(ACCOUNT)
  const persons = openPersons({ redis, keys, retentionMs: RETENTION_MS })
  const { messages, batches, exported } = sizes.campaigns
  try {
    const started = performance.now()
    await fillBatches({ redis, keys, persons, account: ACCOUNT }, sizes.campaigns)
    const seconds = (performance.now() - started) / 1_000
    say(`  ${figure(messages)} messages in ${figure(batches)} batches, written in ${figure(seconds)} s`)
    const memory = await measureMemory(redis, keys, messages)
    const known = personsOf(sizes.campaigns)
    const waiting = await enqueueForAll(server.url, known)
    const answers = await withProducer({ redisUrl: server.url, account: ACCOUNT }, async (producer) => {
      const calls = openTimedCalls(producer, ACCOUNT)
      const setup = { calls, producerPid: producer.pid, redisPid: server.pid, say }
      try {
        const batch = batchOf(ACCOUNT, 1)
        const pages = await measurePages(setup, { count: batches, exported: batch, waiting })
        const out = await measureExport(setup, { batch, rows: exported })
        return [...pages, ...out, ...(await measurePersons(setup, known))]
      } finally {
        await calls.close()
      }
    })
    return [...memory, ...answers]
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

/** Persons from all over, and what is to be enqueued for each. */
function personsOf(sizes: Sizes['campaigns']): Person[] {
  return Array.from({ length: PERSONS }, (_, index) => ({
    to: personOf(sizes, index * 7_919),
    key: `order-${index}`,
    reference: `customer-${index}`,
  }))
}

/** A campaign that nobody works on: of each person one message that waits. */
async function enqueueForAll(redisUrl: string, persons: readonly Person[]): Promise<string> {
  const disparo = connect({ redis: redisUrl, account: ACCOUNT, allowNewAccount: true })
  const template = { namespace: 'bench', elementName: 'compra_aprovada' }
  try {
    const receipt = await disparo.sendMany(persons.map((person) => ({ ...person, ...template })))
    if (receipt.enqueued !== persons.length) throw new Error(`${receipt.enqueued} messages were enqueued`)
    return receipt.id
  } finally {
    await disparo.close()
  }
}

async function measureMemory(redis: Redis, keys: AccountKeys, messages: number): Promise<Result[]> {
  const index: string[] = [keys.persons, keys.personParts]
  for await (const found of redis.scanStream({ match: `${keys.prefix}:person:*`, count: 10_000 }))
    index.push(...found)
  const each = (await memoryOfKeys(redis, index)) / messages
  const series = (await memoryOfKeys(redis, [keys.batchSeries(batchOf(ACCOUNT, 1))])) / KILOBYTE
  return [
    {
      ...({ name: 'index of persons, a message', unit: 'bytes' } as const),
      ...{ ours: spreadOf([each]), aim: { kind: 'at-most', value: 40 } },
    },
    {
      ...({ name: 'series of the largest batch', unit: 'kB' } as const),
      ...{ ours: spreadOf([series]), aim: { kind: 'at-most', value: 100 } },
    },
  ]
}
