import type { Disparo } from '@disparo/core'
import { sampleIndex } from '../sample-messages.js'
import { receiptDates } from './receipt-dates.js'

/** Nearly all that are received are received within this. */
const LOOK_BACK_MS = 300_000
const PAGE = 1_000
/** The lag of more accounts is much the same. */
const MOST_ACCOUNTS = 5

/**
 * How long after it a `received` is known, on average (s): by Little's law, as many of them as are not known yet at a moment,
 * divided by how many come a second. `undefined` where nothing was received lately.
 */
export async function statusLag(clients: readonly Disparo[]): Promise<number | undefined> {
  let late = 0
  let came = 0
  for (const client of clients.slice(0, MOST_ACCOUNTS)) {
    const seen = await lookAt(client)
    late += seen.late
    came += seen.came
  }
  return came === 0 ? undefined : (late / came) * (LOOK_BACK_MS / 1_000)
}

async function lookAt(client: Disparo): Promise<{ readonly late: number; readonly came: number }> {
  const now = Date.now()
  const window = { from: new Date(now - LOOK_BACK_MS), to: new Date(now), limit: PAGE }
  let [late, came] = [0, 0]
  for (let offset = 0; ; offset += PAGE) {
    const { items, total } = await client.dispatched({ ...window, offset })
    for (const { to, timeline } of items) {
      const { received, accepted = '' } = timeline
      const dates = receiptDates({ index: sampleIndex(to), at: Date.parse(accepted) })
      if (dates.receivedAt === undefined || dates.receivedAt > now) continue
      came += 1
      if (received === undefined) late += 1
    }
    if (offset + PAGE >= total) return { late, came }
  }
}
