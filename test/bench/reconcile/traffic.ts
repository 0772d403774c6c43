import { lognormal, randomFrom } from './random.js'

export interface TrafficOptions {
  readonly days: number
  readonly perMinute: number
  readonly sliceMs: number
  readonly seed: number
}

/** Events of one kind, slice after slice, ascending within each: slice n has `at[first[n]]` up to `at[first[n + 1]]`. */
export interface Events {
  readonly first: Uint32Array
  readonly at: Float64Array
}

/** What was sent, evenly, and what became of it. Times in ms from the beginning. */
export interface Traffic extends TrafficOptions {
  readonly endsAt: number
  readonly slices: number
  readonly received: Events
  readonly read: Events
}

const SECOND = 1_000
const DAY = 86_400 * SECOND
const RECEIVED_SHARE = 0.97
const READ_SHARE = 0.6

export function simulateTraffic(options: TrafficOptions): Traffic {
  const { days, perMinute, sliceMs, seed } = options
  const random = randomFrom(seed)
  const endsAt = days * DAY
  const slices = Math.ceil(endsAt / sliceMs)
  const received = collectEvents(slices, endsAt)
  const read = collectEvents(slices, endsAt)
  const everyMs = 60_000 / perMinute
  for (let index = 0; index * everyMs < endsAt; index++) {
    const sentAt = index * everyMs
    const slice = Math.floor(sentAt / sliceMs)
    if (random() >= RECEIVED_SHARE) continue
    const receivedAt = sentAt + delay(random, { median: 8 * SECOND, sigma: 1.2, least: 500 })
    received.add(slice, receivedAt)
    if (random() >= READ_SHARE) continue
    read.add(slice, receivedAt + delay(random, { median: 900 * SECOND, sigma: 2, least: 2 * SECOND }))
  }
  return { ...options, endsAt, slices, received: received.sorted(), read: read.sorted() }
}

function delay(
  random: () => number,
  { median, sigma, least }: { median: number; sigma: number; least: number },
): number {
  return Math.min(DAY, Math.max(least, lognormal(random, median, sigma)))
}

/** Takes events slice by slice; those after the end do not happen. */
function collectEvents(slices: number, endsAt: number) {
  const first = new Uint32Array(slices + 1)
  let at = new Float64Array(1 << 16)
  let count = 0
  return {
    add(slice: number, moment: number): void {
      if (moment >= endsAt) return
      if (count === at.length) {
        const grown = new Float64Array(at.length * 2)
        grown.set(at)
        at = grown
      }
      at[count++] = moment
      first[slice + 1] = count
    },
    sorted(): Events {
      for (let slice = 0; slice < slices; slice++) {
        first[slice + 1] = Math.max(first[slice + 1] as number, first[slice] as number)
        at.subarray(first[slice], first[slice + 1]).sort()
      }
      return { first, at: at.subarray(0, count) }
    },
  }
}
