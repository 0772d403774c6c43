import { Readable } from 'node:stream'
import { producerClient } from '../stack/producer-client.js'
import { withProducer } from './bench-account.js'
import { peakMemory } from './peak-memory.js'
import type { Result } from './result.js'
import { figure } from './results-table.js'
import { sampleCsv } from './sample-messages.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'

const MEGABYTE = 1_000_000

/** A CSV through HTTP, made as fast as the producer takes it: how much memory the producer needs at most. */
export async function measureCsvImport({ redisUrl, sizes, say, withAccount }: BenchSetup): Promise<Result[]> {
  const rows = sizes.importRows
  return withAccount((account) =>
    withProducer({ redisUrl, account }, async (producer) => {
      const atStart = await peakMemory(producer.pid)
      const started = performance.now()
      const { enqueued } = await producerClient({ ...producer, account }).importCsv(
        Readable.from(sampleCsv(rows)),
      )
      const seconds = (performance.now() - started) / 1000
      if (enqueued !== rows) throw new Error(`${enqueued} of ${rows} rows were enqueued`)
      const speed = spreadOf([rows / seconds])
      const results: Result[] = [{ name: `import of ${figure(rows)} rows`, unit: 'rows/s', ours: speed }]
      const peak = await peakMemory(producer.pid)
      if (peak === undefined || atStart === undefined) {
        say('  import: the peak of memory can only be told on Linux')
        return results
      }
      say(`  import: ${figure(atStart / MEGABYTE)} MB before it, ${figure(peak / MEGABYTE)} MB at most`)
      return [
        ...results,
        {
          name: `import of ${figure(rows)} rows, peak memory`,
          unit: 'MB',
          ours: spreadOf([peak / MEGABYTE]),
          aim: { kind: 'at-most', value: 300 },
        },
      ]
    }),
  )
}
