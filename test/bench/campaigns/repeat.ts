import type { Result } from '../result.js'
import { figure } from '../results-table.js'
import { spreadOf } from '../spread.js'
import { processUsage } from '../steady/process-usage.js'
import type { TimedCalls } from './timed-calls.js'

/** Who is asked, and whose work that is. */
export interface CampaignSetup {
  readonly calls: TimedCalls
  readonly producerPid: number
  readonly redisPid: number
  readonly say: (line: string) => void
}

/**
 * What half of the calls, and what 95 % of them take at most. Tells besides what each costs in CPU, which is true on a busy machine, too.
 * @param call - gives its time, ms
 */
export async function repeatCalls<T>(
  { producerPid, redisPid, say }: CampaignSetup,
  { name, atMostMs, of }: { readonly name: string; readonly atMostMs: number; readonly of: readonly T[] },
  call: (each: T) => Promise<number>,
): Promise<Result[]> {
  const spent = async () => {
    const [producer, redis] = await Promise.all([producerPid, redisPid].map(processUsage))
    return { producer: producer?.cpuS ?? 0, redis: redis?.cpuS ?? 0 }
  }
  const before = await spent()
  const times: number[] = []
  for (const each of of) times.push(await call(each))
  const after = await spent()
  const each = (program: 'producer' | 'redis') =>
    figure((1_000 * (after[program] - before[program])) / of.length)
  say(`  ${name}: CPU of the producer ${each('producer')} ms, of Redis ${each('redis')} ms`)
  const sorted = times.toSorted((one, other) => one - other)
  const aim = { kind: 'at-most', value: atMostMs } as const
  return [0.5, 0.95].map((share) => ({
    ...({ name: `${name}, p${share * 100}`, unit: 'ms', aim } as const),
    ours: spreadOf([sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN]),
  }))
}
