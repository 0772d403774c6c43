import { setTimeout } from 'node:timers/promises'
import type { SandboxClient } from '../stack/sandbox-client.js'
import type { AppProcess } from '../stack/start-app.js'
import { startStack } from '../stack/start-stack.js'
import { openBareQueue } from './bare-queue.js'
import { LIMIT, startLimited } from './limited.js'
import type { Result } from './result.js'
import { sampleCsv, sampleMessages } from './sample-messages.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'

const WORKERS = 4
/** A retry for every 429 that the limiter lets happen. */
const RETRIES = { attempts: 8, backoff: { type: 'exponential', delay: 1_000 } } as const

interface Side {
  readonly sandbox: Pick<SandboxClient, 'stats' | 'allMessages'>
  readonly workers: readonly AppProcess[]
  startWorker(): Promise<unknown>
}

interface Seen {
  readonly mostInWindow: number
  readonly throttled: number
  /** Of what is nominally allowed, while work waited: from the second minute on, in percent. */
  readonly usedPercent: number
}

/**
 * Bulk work at 500 a minute in real time, everything at its defaults: 4 worker processes, one of which is killed and one
 * restarted on the way. BullMQ's limiter does the same beside it, before a sandbox of its own. The sandbox enforces the
 * limit as `--windows` says, and counts in sliding windows all the same: fixed ones of any phase are among them.
 */
export async function measureLimit(ground: BenchSetup): Promise<Result[]> {
  const { limitMinutes: minutes } = ground.sizes
  const [ours, bare] = await Promise.all([runOurs(ground, minutes), runBare(ground, minutes)])
  const compared = (of: (seen: Seen) => number) => ({
    ours: spreadOf([of(ours)]),
    bare: spreadOf([of(bare)]),
  })
  return [
    {
      name: 'most in any 60 s',
      unit: 'requests',
      ...compared(({ mostInWindow }) => mostInWindow),
      aim: { kind: 'at-most', value: LIMIT.max },
    },
    {
      name: 'answered 429',
      unit: 'requests',
      ...compared(({ throttled }) => throttled),
      aim: { kind: 'at-most', value: 0 },
    },
    {
      name: `of ${LIMIT.max} a minute used`,
      unit: '%',
      ...compared(({ usedPercent }) => usedPercent),
      aim: { kind: 'at-least', value: 95 },
    },
  ]
}

async function runOurs({ windows }: BenchSetup, minutes: number): Promise<Seen> {
  const env = { sandbox: { SANDBOX_LIMIT_KIND: windows } }
  const stack = await startStack({ workers: WORKERS, limit: LIMIT, env })
  try {
    await stack.producer.importCsv([...sampleCsv(enough(minutes))].join(''))
    return await watch(stack, minutes)
  } finally {
    await stack.stop()
  }
}

function runBare({ redisUrl, windows, withAccount }: BenchSetup, minutes: number): Promise<Seen> {
  return withAccount(async (name) => {
    const { queue, close } = await openBareQueue(redisUrl, name)
    const jobs = sampleMessages(enough(minutes)).map((message) => ({
      name: 'send',
      data: { message },
      opts: RETRIES,
    }))
    await queue.addBulk(jobs).finally(close)
    const limited = await startLimited({
      redisUrl,
      queue: name,
      workers: WORKERS,
      enforced: LIMIT.max,
      windows,
    })
    return watch(limited, minutes).finally(limited.stop)
  })
}

/** More than can be sent, so that bulk work waits to the end. */
function enough(minutes: number): number {
  return LIMIT.max * (minutes + 1)
}

async function watch(side: Side, minutes: number): Promise<Seen> {
  const { sandbox, workers } = side
  const quarter = (minutes * LIMIT.windowMs) / 4
  await setTimeout(quarter)
  await workers[0]?.kill()
  await side.startWorker()
  await setTimeout(quarter)
  await workers[1]?.stop()
  await side.startWorker()
  await setTimeout(2 * quarter)
  const [{ maxInWindow, throttled }, messages] = await Promise.all([sandbox.stats(), sandbox.allMessages()])
  return {
    mostInWindow: maxInWindow,
    throttled,
    usedPercent: usedPercent(messages.map((each) => each.arrivedAt)),
  }
}

/** Whole minutes only, without the first: a window that begins empty may take more than its share at once. */
function usedPercent(arrivals: readonly number[]): number {
  const start = (arrivals[0] ?? 0) + LIMIT.windowMs
  const whole = Math.floor(((arrivals.at(-1) ?? 0) - start) / LIMIT.windowMs)
  const end = start + whole * LIMIT.windowMs
  const inTime = arrivals.filter((at) => at >= start && at < end).length
  return (100 * inTime) / (whole * LIMIT.max)
}
