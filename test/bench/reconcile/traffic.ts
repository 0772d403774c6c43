import { type Events, eventList } from './event-list.js'
import { lognormal, randomFrom } from './random.js'

export type { Events } from './event-list.js'

interface TrafficOptions {
  readonly days: number
  readonly perMinute: number
  readonly sliceMs: number
  readonly seed: number
}

/** What was sent, evenly, and when it was received and read. Times in ms from the beginning. */
export interface Traffic extends TrafficOptions {
  readonly endsAt: number
  readonly received: Events
  readonly read: Events
}

const second = 1_000
const day = 86_400 * second
const receivedShare = 0.97
/** Of those received. */
const readShare = 0.6

/** Half are received within 8 s, 95 % within a minute; half of those read are read within 15 minutes, some after hours. */
export function simulateTraffic(options: TrafficOptions): Traffic {
  const { days, perMinute, sliceMs, seed } = options
  const random = randomFrom(seed)
  const endsAt = days * day
  const slices = Math.ceil(endsAt / sliceMs)
  const received = eventList(slices, endsAt)
  const read = eventList(slices, endsAt)
  const everyMs = 60_000 / perMinute
  for (let index = 0; index * everyMs < endsAt; index++) {
    const sentAt = index * everyMs
    const slice = Math.floor(sentAt / sliceMs)
    const { receivedMs, readMs } = receiptOf(random)
    if (receivedMs !== undefined) received.add(slice, sentAt + receivedMs)
    if (readMs !== undefined) read.add(slice, sentAt + readMs)
  }
  return { ...options, endsAt, received: received.sorted(), read: read.sorted() }
}

/** How long after it was sent a message is received and read, in ms; absent: never. */
interface Receipt {
  readonly receivedMs?: number
  readonly readMs?: number
}

export function receiptOf(random: () => number): Receipt {
  if (random() >= receivedShare) return {}
  const receivedMs = Math.max(second / 2, lognormal(random, 8 * second, 1.2))
  if (random() >= readShare) return { receivedMs }
  const unreadMs = lognormal(random, 900 * second, 2)
  return { receivedMs, readMs: receivedMs + Math.min(day, Math.max(2 * second, unreadMs)) }
}
