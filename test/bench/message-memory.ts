import { connect } from '@disparo/core'
import { laneQueueName } from '@disparo/core/internal/queue'
import { accountKeys } from '@disparo/core/internal/redis'
import { openBareQueue } from './bare-queue.js'
import { withBareWorker } from './bare-worker.js'
import { accountSettings, withWorker } from './bench-account.js'
import type { Result } from './result.js'
import { sampleMessages } from './sample-messages.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'
import { startUpstream, type Upstream } from './upstream-client.js'
import { memoryOfKeys, usedMemory } from './used-memory.js'

/** Bytes a message takes in Redis while it waits, and once it is done with. */
interface Footprint {
  readonly queued: number
  readonly settled: number
}

/**
 * What a message takes of Redis's memory, all its keys included, but not what does not grow with the messages:
 * BullMQ's stream of events and the permits of one window. Beside it a bare job, and a bare job that is kept.
 */
export async function measureMessageMemory(ground: BenchSetup): Promise<Result[]> {
  const upstream = await startUpstream()
  try {
    const ours = await footprintOurs(ground, upstream)
    const bare = await footprintBare(ground, upstream)
    return [
      {
        name: 'Redis, a message queued',
        unit: 'bytes',
        ours: spreadOf([ours.queued]),
        bare: spreadOf([bare.queued]),
        aim: { kind: 'at-most', value: 900 },
      },
      {
        name: 'Redis, a message settled (a job kept)',
        unit: 'bytes',
        ours: spreadOf([ours.settled]),
        bare: spreadOf([bare.settled]),
        aim: { kind: 'at-most', value: 600 },
      },
    ]
  } finally {
    await upstream.stop()
  }
}

function footprintOurs({ redisUrl, redis, sizes, withAccount, dataKey }: BenchSetup, upstream: Upstream) {
  return withAccount(async (account) => {
    const { prefix, permits } = accountKeys(account)
    const bounded = [permits, `${prefix}:${laneQueueName(account, 'bulk')}:events`]
    const growth = await growthSince(redis, bounded, sizes.memory)
    const disparo = connect({
      redis: redisUrl,
      account: accountSettings(account),
      dataKey,
      allowNewAccount: true,
    })
    const { id } = await disparo.sendMany(sampleMessages(sizes.memory)).finally(() => disparo.close())
    const queued = await growth()
    await upstream.expect({ first: 1, last: sizes.memory })
    // A worker that has stopped in order has settled all it sent.
    await withWorker({ redisUrl, account, dataKey, upstreamUrl: upstream.url }, () => upstream.elapsedMs())
    const settledKeys = await redis.hget(accountKeys(account).batch(id), 'accepted')
    if (Number(settledKeys) !== sizes.memory) throw new Error(`${settledKeys} messages are settled, not all`)
    return { queued, settled: await growth() } satisfies Footprint
  })
}

function footprintBare({ redisUrl, redis, sizes, withAccount }: BenchSetup, upstream: Upstream) {
  return withAccount(async (queue) => {
    const growth = await growthSince(redis, [`${accountKeys(queue).prefix}:${queue}:events`], sizes.memory)
    const bare = await openBareQueue(redisUrl, queue)
    const messages = sampleMessages(sizes.memory)
    await bare.addAll(messages, { removeOnComplete: false }).finally(() => bare.close())
    const queued = await growth()
    await upstream.expect({ first: 1, last: sizes.memory })
    await withBareWorker({ redisUrl, queue, upstreamUrl: upstream.url }, () => upstream.elapsedMs())
    return { queued, settled: await growth() } satisfies Footprint
  })
}

/** Looks at Redis now; what it answers gives the bytes a message that came since, without the `bounded` keys. */
async function growthSince(
  redis: BenchSetup['redis'],
  bounded: readonly string[],
  messages: number,
): Promise<() => Promise<number>> {
  const before = await usedMemory(redis)
  return async () => ((await usedMemory(redis)) - before - (await memoryOfKeys(redis, bounded))) / messages
}
