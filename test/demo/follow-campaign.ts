import { setTimeout } from 'node:timers/promises'
import type { DemoClient } from './client/client.js'
import type { LiveProgress } from './live-progress.js'
import { type Progress, progressOf, type Sample } from './progress.js'

const POLL_MS = 200

interface FollowDeps {
  readonly door: Pick<DemoClient, 'campaign'>
  readonly live: LiveProgress
  /** Called with every look at it. */
  readonly onProgress: (progress: Progress) => void
  readonly signal: AbortSignal
}

/** Shows the campaign's progress until nothing of it waits, or until nothing has moved for `patienceMs`. */
export async function followCampaign(deps: FollowDeps, patienceMs: number): Promise<void> {
  const { door, live, onProgress, signal } = deps
  const samples: Sample[] = []
  let moved = { at: Date.now(), waiting: Number.POSITIVE_INFINITY }
  for (;;) {
    const campaign = await door.campaign()
    const now = Date.now()
    const progress = progressOf(campaign, samples, now)
    samples.push({ at: now, sent: progress.sent })
    live.show(progress)
    onProgress(progress)
    if (progress.waiting < moved.waiting) moved = { at: now, waiting: progress.waiting }
    if (progress.waiting === 0 || now - moved.at >= patienceMs) return
    await setTimeout(POLL_MS, undefined, { signal })
  }
}
