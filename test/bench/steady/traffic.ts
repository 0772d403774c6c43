import { setTimeout as delay } from 'node:timers/promises'
import { connect, type Disparo, RedisUnavailableError } from '@disparo/core'
import { sampleMessage } from '../sample-messages.js'
import { sendAtRandom, type UrgentSent } from '../urgent-delays.js'

/** What the bulk lane leaves to urgent messages, of 500 a minute (`reserve`). */
const URGENT_A_MINUTE = 10
/** More tell nothing more of a p99. */
const MOST_URGENT = 500

const RETRY_MS = 200

/** Who enqueues, for all accounts of a run. */
interface SteadyTraffic {
  readonly clients: readonly Disparo[]
  /** So many messages of a batch for each account, the first having that number. */
  enqueue(count: number, first: number): Promise<void>
  /** The same, one account after the other evenly over the time, and urgent messages at random moments. */
  keepUp(count: number, first: number, windowMs: number): Promise<UrgentSent[]>
  close(): Promise<void>
}

export function openTraffic(redisUrl: string, accounts: readonly string[]): SteadyTraffic {
  const clients = accounts.map((account) => connect({ redis: redisUrl, account }))
  const sendBatch = async (client: Disparo, count: number, first: number) => {
    const key = `batch-${first}`
    const { enqueued } = await untilThere(() => client.sendMany(batchOf(count, first), { lane: 'bulk', key }))
    if (enqueued !== count) throw new Error(`${enqueued} of ${count} messages were enqueued`)
  }
  return {
    clients,
    enqueue: async (count, first) => {
      for (const client of clients) await sendBatch(client, count, first)
    },
    keepUp: async (count, first, windowMs) => {
      let next = 0
      const urgent = sendAtRandom({
        count: Math.min(MOST_URGENT, Math.floor((clients.length * URGENT_A_MINUTE * windowMs) / 60_000)),
        withinMs: windowMs,
        send: (message) => {
          const key = `urgent-${next}`
          const client = clients[next++ % clients.length] as Disparo
          return untilThere(() => client.send(message, { lane: 'urgent', key }))
        },
      })
      const started = performance.now()
      for (const [n, client] of clients.entries()) {
        await delay(started + ((n + 0.5) * windowMs) / clients.length - performance.now())
        await sendBatch(client, count, first)
      }
      await delay(started + windowMs - performance.now())
      return urgent
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}

/** A machine that does all at once keeps the library waiting for more than its second: what has a key may be repeated. */
async function untilThere<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof RedisUnavailableError)) throw error
      await delay(RETRY_MS)
    }
  }
}

function* batchOf(count: number, first: number) {
  for (let n = 0; n < count; n++) yield sampleMessage(first + n)
}
