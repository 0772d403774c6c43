import { linesType } from '@disparo/api'
import { peakMemory } from '../peak-memory.js'
import type { Result } from '../result.js'
import { figure } from '../results-table.js'
import { spreadOf } from '../spread.js'
import { processUsage } from '../steady/process-usage.js'
import type { CampaignSetup } from './repeat.js'

const ROWS_PER_SECOND = 10_000
const MEGABYTE = 1_000_000

/** All messages of a batch as CSV and as NDJSON: how long that takes, and by how much the producer's memory grows at most. */
export async function measureExport(
  { calls, producerPid: pid, redisPid, say }: CampaignSetup,
  { batch, rows }: { readonly batch: string; readonly rows: number },
): Promise<Result[]> {
  const spent = async () =>
    (await Promise.all([pid, redisPid].map(processUsage))).reduce((sum, { cpuS }) => sum + cpuS, 0)
  const results: Result[] = []
  const before = await peakMemory(pid)
  for (const [kind, accept, lines] of [
    ['CSV', 'text/csv', rows + 1],
    ['NDJSON', linesType, rows],
  ] as const) {
    const spentBefore = await spent()
    const found = await calls.download(`/batches/${batch}/messages`, accept)
    if (found.lines !== lines) throw new Error(`The export has ${found.lines} lines, not ${lines}`)
    const cpu = figure((await spent()) - spentBefore)
    say(`  ${kind}: ${figure(found.bytes / MEGABYTE)} MB; CPU of producer and Redis ${cpu} s`)
    const name = `export of ${figure(rows)} rows, ${kind}`
    const aim = { kind: 'at-most', value: rows / ROWS_PER_SECOND } as const
    results.push({ name, unit: 's', ours: spreadOf([found.seconds]), aim })
  }
  const after = await peakMemory(pid)
  if (before === undefined || after === undefined) return results
  say(`  producer: ${figure(before / MEGABYTE)} MB before, ${figure(after / MEGABYTE)} MB at most`)
  const growth = spreadOf([(after - before) / MEGABYTE])
  const aim = { kind: 'at-most', value: 100 } as const
  return [...results, { name: 'exports, growth of memory', unit: 'MB', ours: growth, aim }]
}
