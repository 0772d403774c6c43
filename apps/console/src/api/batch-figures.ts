import type { Batch } from '@disparo/api'

type Counts = Batch['counts']

/** What became of a batch's messages, as people speak of it. */
export interface BatchFigures {
  /** Accepted by Hi Platform, whatever came after. */
  readonly accepted: number
  /** On WhatsApp's way: sent, received or read. */
  readonly sent: number
  readonly received: number
  readonly read: number
  /** Will not be sent unless somebody does something. */
  readonly failed: number
  readonly cancelled: number
  /** Not sent, for their people are not to be messaged. */
  readonly suppressed: number
  readonly inDoubt: number
  /** Still to be sent. */
  readonly waiting: number
  readonly total: number
}

export function figuresOf({
  counts,
  total,
}: {
  readonly counts: Counts
  readonly total: number
}): BatchFigures {
  const { read, rejected, failed, expired, cancelled, suppressed, unknown, enqueued, sending } = counts
  const received = counts.received + read
  const sent = counts.sent + received
  return {
    accepted: counts.accepted + sent,
    sent,
    received,
    read,
    failed: rejected + failed + expired,
    cancelled,
    suppressed,
    inDoubt: unknown,
    waiting: enqueued + sending,
    total,
  }
}

/** A share from 0 to 1; of nothing it is 0. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
