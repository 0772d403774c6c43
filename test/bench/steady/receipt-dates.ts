import { randomFrom } from '../reconcile/random.js'
import { receiptOf } from '../reconcile/traffic.js'
import type { Dispatched } from './timeline.js'

const SPREAD = 2_654_435_761

/** When a message was sent, received and read, epoch ms; absent: never. */
interface ReceiptDates {
  readonly sentAt: number
  readonly receivedAt?: number
  readonly readAt?: number
}

/** The same for the same message whoever asks: who stands in for Hi Platform, and who writes the history. */
export function receiptDates({ index, at }: Dispatched): ReceiptDates {
  const { receivedMs, readMs } = receiptOf(randomFrom((index * SPREAD) % 2 ** 32))
  return {
    sentAt: at,
    ...(receivedMs === undefined ? {} : { receivedAt: at + receivedMs }),
    ...(readMs === undefined ? {} : { readAt: at + readMs }),
  }
}

/** What of it the report shows at a moment: whole seconds, and only what has happened. */
export function shownAt(dates: ReceiptDates, now: number): ReceiptDates {
  const { sentAt, receivedAt = Number.POSITIVE_INFINITY, readAt = Number.POSITIVE_INFINITY } = dates
  return {
    sentAt: wholeSecond(sentAt),
    ...(receivedAt <= now ? { receivedAt: wholeSecond(receivedAt) } : {}),
    ...(readAt <= now ? { readAt: wholeSecond(readAt) } : {}),
  }
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}
