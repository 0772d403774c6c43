import { afterAll, expect, it } from 'vitest'
import { attack } from '../bench/hostile-input/attack.js'
import { hostileDocuments } from '../bench/hostile-input/hostile-documents.js'
import { hostileRows } from '../bench/hostile-input/hostile-rows.js'
import { openProducer } from '../bench/hostile-input/open-producer.js'
import { startOwnRedis } from '../stack/start-redis.js'

/** Seconds are the bench's to tell (`npm run bench -- --only hostile-input`). What ends by its memory ends here, too. */
const heapMiB = 160
const redis = await startOwnRedis({ persistent: false })
const producer = await openProducer(redis.url, 'doors', { NODE_OPTIONS: `--max-old-space-size=${heapMiB}` })
afterAll(async () => {
  await producer.stop()
  await redis.stop()
})

const batches = '/v1/accounts/doors/batches'
const wanted = [
  'batch, JSON: rows of 64 KiB, all empty components',
  'batch, JSON: one row, millions of variables',
  'batch, JSON: one row, ever deeper',
  'batch, NDJSON: rows of 64 KiB, all empty components',
  'XML, bare: empty elements',
  'XML, bare: &amp; and nothing else',
]
const bodies = [...hostileRows(batches, 32 * 1024 ** 2), ...hostileDocuments(producer, 8 * 1024 ** 2)].filter(
  ({ door, worst }) => wanted.includes(`${door}: ${worst}`),
)

it.each(bodies)('$door, $worst: is refused with little memory, and the next is answered', async (hostile) => {
  const outcome = await attack(producer.url, hostile, producer.authorization)
  expect([200, 400, 422]).toContain(outcome)
  const health = await fetch(`${producer.url}/healthz`)
  expect(health.status).toBe(200)
})

it('all that was tried is there', () => {
  expect(bodies).toHaveLength(wanted.length)
})
