import { startOwnRedis } from '../stack/start-redis.js'
import { attack, type Outcome } from './hostile-input/attack.js'
import type { HostileBody } from './hostile-input/hostile-body.js'
import { hostileDocuments } from './hostile-input/hostile-documents.js'
import { hostileMessages } from './hostile-input/hostile-messages.js'
import { hostileRows } from './hostile-input/hostile-rows.js'
import { hostileWorkbooks } from './hostile-input/hostile-workbooks.js'
import { openProducer } from './hostile-input/open-producer.js'
import { watchHealth } from './hostile-input/watch-health.js'
import type { Result } from './result.js'
import { figure } from './results-table.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'

const mebibyte = 1024 ** 2
const megabyte = 1_000_000
const aims = { ms: 250, megabytes: 512 }

interface Taken {
  readonly hostile: HostileBody
  readonly ms: number
  readonly megabytes: number
}

/**
 * Every door of a producer, and for each the worst bodies that we can think of: how long `/healthz` takes meanwhile, and
 * how much memory the process has at most.
 */
export async function measureHostileInput({ say, sizes }: BenchSetup): Promise<Result[]> {
  const redis = await startOwnRedis({ persistent: false })
  const taken: Taken[] = []
  try {
    const producer = await openProducer(redis.url, 'bench-doors')
    const watch = watchHealth(producer.url)
    try {
      for (const hostile of hostileBodies(producer, sizes.hostileBytes)) {
        await producer.forgetPeak()
        await watch.slowest()
        const started = performance.now()
        const outcomes = await Promise.all(
          Array.from({ length: hostile.times ?? 1 }, () =>
            attack(producer.url, hostile, hostile.by === 'nobody' ? undefined : producer.authorization),
          ),
        )
        const ms = await watch.slowest()
        const megabytes = ((await producer.peak()) ?? 0) / megabyte
        taken.push({ hostile, ms, megabytes })
        const seconds = (performance.now() - started) / 1_000
        say(lineOf(hostile, { outcomes, ms, megabytes, seconds }))
      }
    } finally {
      await watch.end()
      await producer.stop()
    }
  } finally {
    await redis.stop()
  }
  return resultsOf(taken)
}

function hostileBodies(producer: Awaited<ReturnType<typeof openProducer>>, bytes: number): HostileBody[] {
  const batches = `/v1/accounts/${producer.account}/batches`
  return [
    ...hostileMessages(producer),
    ...hostileRows(batches, bytes),
    ...hostileWorkbooks(batches, 8 * bytes),
    ...hostileDocuments(producer, Math.min(bytes, 8 * mebibyte)),
  ]
}

function lineOf(
  { door, worst }: HostileBody,
  took: { outcomes: readonly Outcome[]; ms: number; megabytes: number; seconds: number },
): string {
  const missed = took.ms > aims.ms || took.megabytes > aims.megabytes ? '  MISSED' : ''
  const answer = [...new Set(took.outcomes)].join(', ')
  return `  ${door}, ${worst}: ${figure(took.ms)} ms, ${figure(took.megabytes)} MB (${answer} after ${took.seconds.toFixed(1)} s)${missed}`
}

/** For each door its slowest moment and its largest size. */
function resultsOf(taken: readonly Taken[]): Result[] {
  const doors = [...new Set(taken.map(({ hostile }) => hostile.door))]
  return doors.flatMap((door): Result[] => {
    const own = taken.filter(({ hostile }) => hostile.door === door)
    const ms = Math.max(...own.map((each) => each.ms))
    const megabytes = Math.max(...own.map((each) => each.megabytes))
    return [
      {
        name: `${door}: /healthz`,
        unit: 'ms',
        ours: spreadOf([ms]),
        aim: { kind: 'at-most', value: aims.ms },
      },
      {
        ...{ name: `${door}: peak memory`, unit: 'MB', ours: spreadOf([megabytes]) },
        aim: { kind: 'at-most', value: aims.megabytes },
      },
    ]
  })
}
