import { setTimeout } from 'node:timers/promises'
import type { BatchState } from '@disparo/core'
import type { ProducerClient } from '../stack/producer-client.js'
import type { LiveProgress } from './live-progress.js'
import { type Progress, progressOf, type Sample } from './progress.js'

const POLL_MS = 200

export interface FollowDeps {
  readonly producer: Pick<ProducerClient, 'batch'>
  readonly live: LiveProgress
  /** Called with every look at it. */
  readonly onProgress: (progress: Progress) => void
  readonly signal: AbortSignal
}

/** Shows a batch's progress until nothing of it waits, or until nothing has moved for `patienceMs`. */
export async function followBatch(deps: FollowDeps, id: string, patienceMs: number): Promise<BatchState> {
  const { producer, live, onProgress, signal } = deps
  const samples: Sample[] = []
  let moved = { at: Date.now(), waiting: Number.POSITIVE_INFINITY }
  for (;;) {
    const batch = await producer.batch(id)
    if (batch === undefined) throw new Error('The producer does not know the batch it has just taken')
    const now = Date.now()
    const progress = progressOf(batch, samples, now)
    samples.push({ at: now, sent: progress.sent })
    live.show(progress)
    onProgress(progress)
    if (progress.waiting < moved.waiting) moved = { at: now, waiting: progress.waiting }
    if (progress.waiting === 0 || now - moved.at >= patienceMs) return batch
    await setTimeout(POLL_MS, undefined, { signal })
  }
}
