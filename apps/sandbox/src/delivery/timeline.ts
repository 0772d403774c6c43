import { createRandomFor, type Random } from '../random.js'

/** Epoch milliseconds; an absent moment never comes. */
export interface Timeline {
  readonly dispatchedAt: number
  readonly sentAt: number
  readonly receivedAt?: number
  readonly readAt?: number
  /** Of one that is never received. */
  readonly failedAt?: number
}

export interface DeliveryOptions {
  readonly seed: number
  /** How much faster than real life: at 60, a minute's delay takes a second. */
  readonly timeScale: number
  /** 0 to 1: so many fail instead of being received. Default 0. */
  readonly failureShare?: number
}

const SECOND = 1_000
const HOUR = 3_600 * SECOND
/** Dispatched at most so much later than accepted, in milliseconds at time scale 1. */
export const DISPATCH_WITHIN_MS = 0.2 * SECOND
const RECEIVED_SHARE = 0.95
const READ_SHARE = 0.75
/** Makes a generator of its own for what fails. */
const FAILURES = 0x46_41_49_4c

/**
 * What becomes of a message, wholly determined by the seed and the message's number, so that nothing has to be stored:
 * dispatched and sent within a second, received within seconds by most, read within minutes to hours by fewer. Which ones
 * fail is drawn apart, so that the others do not change with the share.
 */
export function timelineOf(
  message: { readonly n: number; readonly arrivedAt: number; readonly failure?: object },
  { seed, timeScale, failureShare = 0 }: DeliveryOptions,
): Timeline {
  const random = createRandomFor(seed, message.n)
  const dispatchedAt = message.arrivedAt + (random() * DISPATCH_WITHIN_MS) / timeScale
  const sentAt = dispatchedAt + (random() * 0.8 * SECOND) / timeScale
  if (message.failure || createRandomFor(seed ^ FAILURES, message.n)() < failureShare) {
    return { dispatchedAt, sentAt, failedAt: sentAt + spread(random, 0.3 * SECOND, 10 * SECOND) / timeScale }
  }
  if (random() >= RECEIVED_SHARE) return { dispatchedAt, sentAt }
  const receivedAt = sentAt + spread(random, 0.3 * SECOND, 10 * SECOND) / timeScale
  if (random() >= READ_SHARE) return { dispatchedAt, sentAt, receivedAt }
  const readAt = receivedAt + spread(random, 20 * SECOND, 6 * HOUR) / timeScale
  return { dispatchedAt, sentAt, receivedAt, readAt }
}

/** Even on a logarithmic scale: short delays are common, long ones happen. */
function spread(random: Random, least: number, most: number): number {
  return least * (most / least) ** random()
}
