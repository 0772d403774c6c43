import { setTimeout } from 'node:timers/promises'
import { connect } from '@disparo/core'
import type { SandboxClient } from '../stack/sandbox-client.js'
import { startStack } from '../stack/start-stack.js'
import { openBareQueue } from './bare-queue.js'
import { LIMIT, startLimited } from './limited.js'
import type { Result } from './result.js'
import { type SampleMessage, sampleMessages } from './sample-messages.js'
import type { BenchSetup } from './setup.js'
import { type Spread, spreadOf } from './spread.js'
import { type Delays, delaysOf, sendAtRandom } from './urgent-delays.js'

const WORKERS = 2
const URGENT_COUNT = 200
/** Until bulk has filled the limit's window. */
const FILLING_MS = 70_000
/** How long the last ones may take: a whole window of BullMQ's limiter. */
const PATIENCE_MS = LIMIT.windowMs + 5_000
const PRIORITY = { bulk: 10, urgent: 1 } as const

interface Side {
  readonly sandbox: Pick<SandboxClient, 'allMessages'>
  readonly send: (message: SampleMessage) => Promise<unknown>
}

/**
 * 200 urgent messages at random moments while 100,000 bulk ones wait and use the whole limit, in real time: how long
 * from enqueueing to the arrival upstream. Beside it BullMQ with a limiter, first in first out and with priorities.
 */
export async function measureUrgent(ground: BenchSetup): Promise<Result[]> {
  const [ours, prioritized, inTurn] = await Promise.all([
    runOurs(ground),
    runBare(ground, PRIORITY),
    runBare(ground, undefined),
  ])
  const aim = { kind: 'at-most', value: 500 } as const
  const row = (name: string, of: (delays: Delays) => number, bare: Delays) => ({
    name,
    unit: 'ms' as const,
    ours: once(of(ours)),
    bare: once(of(bare)),
  })
  return [
    row('urgent p50, beside priorities', ({ p50 }) => p50, prioritized),
    { ...row('urgent p99, beside priorities', ({ p99 }) => p99, prioritized), aim },
    row('urgent longest, beside priorities', ({ longest }) => longest, prioritized),
    { ...row('urgent p99, beside first in first out', ({ p99 }) => p99, inTurn), aim },
    {
      name: 'bulk meanwhile, a minute',
      unit: 'requests',
      ours: once(ours.othersPerMinute),
      bare: once(prioritized.othersPerMinute),
    },
  ]
}

function once(value: number): Spread {
  return spreadOf([value])
}

async function runOurs(ground: BenchSetup): Promise<Delays> {
  const stack = await startStack({ workers: WORKERS, limit: LIMIT })
  const disparo = connect({ redis: stack.redis.url, account: stack.account })
  try {
    await disparo.sendMany(sampleMessages(ground.sizes.urgentWaiting), { lane: 'bulk' })
    return await measure(ground, {
      sandbox: stack.sandbox,
      send: (message) => disparo.send(message, { lane: 'urgent' }),
    })
  } finally {
    await disparo.close()
    await stack.stop()
  }
}

function runBare(ground: BenchSetup, priority: typeof PRIORITY | undefined): Promise<Delays> {
  const { redisUrl, sizes, withAccount } = ground
  return withAccount(async (name) => {
    const { queue, close } = await openBareQueue(redisUrl, name)
    const add = (lane: keyof typeof PRIORITY) => (message: SampleMessage) => ({
      name: 'send',
      data: { message },
      opts: { removeOnComplete: true, ...(priority && { priority: priority[lane] }) },
    })
    const bulk = sampleMessages(sizes.urgentWaiting).map(add('bulk'))
    for (let from = 0; from < bulk.length; from += 1_000) await queue.addBulk(bulk.slice(from, from + 1_000))
    // It enforces nothing: what is measured here is waiting, not 429s.
    const limited = await startLimited({ redisUrl, queue: name, workers: WORKERS, enforced: 1_000_000 })
    const urgent = add('urgent')
    const send = (message: SampleMessage) => {
      const job = urgent(message)
      return queue.add(job.name, job.data, job.opts)
    }
    try {
      return await measure(ground, { sandbox: limited.sandbox, send })
    } finally {
      await close()
      await limited.stop()
    }
  })
}

async function measure({ sizes }: BenchSetup, { sandbox, send }: Side): Promise<Delays> {
  await setTimeout(FILLING_MS)
  const sent = await sendAtRandom({ count: URGENT_COUNT, withinMs: sizes.urgentMinutes * 60_000, send })
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const delays = delaysOf(sent, await sandbox.allMessages())
    if (delays.missing === 0 || Date.now() >= until) return delays
    await setTimeout(1_000)
  }
}
