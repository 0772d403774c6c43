import type { BatchState } from '@disparo/core'

export interface Sample {
  /** Epoch milliseconds. */
  readonly at: number
  readonly sent: number
}

export interface Progress {
  readonly total: number
  readonly sent: number
  /** Neither sent nor given up. */
  readonly waiting: number
  /** To people who are not to be messaged: they are never sent. */
  readonly suppressed: number
  /** Messages a second, over the last few seconds. */
  readonly rate: number
  /** Seconds until nothing waits, at this rate; `undefined` while nothing moves. */
  readonly etaSeconds?: number
}

const RATE_WINDOW_MS = 4_000

/** How far a batch has come, judging its speed by earlier samples (oldest first). */
export function progressOf(
  batch: Pick<BatchState, 'total' | 'counts'>,
  samples: readonly Sample[],
  now: number,
): Progress {
  const { accepted, sent, received, read, enqueued, sending, unknown, suppressed } = batch.counts
  const done = accepted + sent + received + read
  const waiting = enqueued + sending + unknown
  const reference = samples.find((sample) => sample.at >= now - RATE_WINDOW_MS)
  const elapsedMs = reference ? now - reference.at : 0
  const rate = reference && elapsedMs > 0 ? ((done - reference.sent) * 1000) / elapsedMs : 0
  return {
    total: batch.total,
    sent: done,
    waiting,
    suppressed,
    rate,
    ...(rate > 0 ? { etaSeconds: waiting / rate } : {}),
  }
}

/** The progress in words, for a line of a log or beside a bar. */
export function describeProgress({ rate, waiting, suppressed, etaSeconds }: Progress): string {
  const eta = etaSeconds === undefined ? '–' : `${Math.ceil(etaSeconds)} s`
  const others = suppressed > 0 ? `, ${suppressed} suppressed` : ''
  return `${Math.round(rate)}/s, ${waiting} waiting${others}, ETA ${eta}`
}
