import { Readable } from 'node:stream'
import { producerClient } from '../stack/producer-client.js'
import { withProducer } from './bench-account.js'
import { compareRounds } from './compare-rounds.js'
import { perSecond, sendInBulk } from './enqueue-bulk.js'
import type { Result } from './result.js'
import { sampleCsv, sampleMessages } from './sample-messages.js'
import type { BenchSetup } from './setup.js'

const WARM_UP = 2_000

/** A CSV through our producer beside `sendMany` of the same messages in this process: what the way over HTTP costs. */
export async function measureEnqueueCsv(ground: BenchSetup): Promise<Result[]> {
  const { redisUrl, sizes, say, withAccount } = ground
  const messages = sampleMessages(sizes.enqueue)
  return withAccount((account) =>
    withProducer({ redisUrl, account }, async (producer) => {
      const client = producerClient({ ...producer, account })
      const importRows = (rows: number) =>
        perSecond(rows, async () => {
          const { enqueued } = await client.importCsv(Readable.from(sampleCsv(rows)))
          if (enqueued !== rows) throw new Error(`${enqueued} of ${rows} rows were enqueued`)
        })
      await importRows(WARM_UP)
      await sendInBulk(ground, messages.slice(0, WARM_UP))
      const comparison = await compareRounds(
        { ours: () => importRows(sizes.enqueue), bare: () => sendInBulk(ground, messages) },
        {
          rounds: sizes.rounds,
          onRound: (round, { ours, bare }) =>
            say(
              `  CSV over HTTP, round ${round}: ${Math.round(ours)} rows/s, the library ${Math.round(bare)} messages/s`,
            ),
        },
      )
      const aim = { kind: 'ratio-at-least', value: 0.7 } as const
      return [
        { name: 'enqueue a CSV over HTTP, beside the library in bulk', unit: 'rows/s', ...comparison, aim },
      ]
    }),
  )
}
