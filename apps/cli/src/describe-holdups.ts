import type { Batch, BatchProgress, Holdup } from '@disparo/api'
import { describeClosedGate } from './describe-closed-gate.js'
import type { Speech } from './words/index.js'

/** A batch with what holds it up, as a single one is asked for. */
export function hasHoldups(batch: Batch): batch is BatchProgress {
  return 'holdups' in batch
}

/** Why nothing, or less, of a batch is sent now, and what to do about it. */
export function describeHoldup(holdup: Holdup, id: string, speech: Speech): string {
  const { words, time } = speech
  const { common, holdups: say } = words
  switch (holdup.reason) {
    case 'redis-full':
      return say.redisFull(holdup.detail)
    case 'no-worker':
      return common.noWorker
    case 'lane-paused':
      return say.lanePaused(common.lanes[holdup.lane])
    case 'gate-closed':
      return describeClosedGate(holdup.detail, holdup.until, speech)
    case 'paused':
      return say.paused(holdup.at && time(holdup.at), holdup.by === undefined ? '' : common.by(holdup.by), id)
    case 'halted': {
      const which = holdup.why === 'canary' ? 'first' : 'last'
      return say.halted(time(holdup.at), holdup.rejected, which, holdup.of, id)
    }
    case 'canary':
      return say.canary(holdup.messages)
    case 'scheduled':
      return say.scheduled(holdup.messages, time(holdup.at))
    case 'quiet-hours':
      return say.quietHours(holdup.messages, time(holdup.until))
    case 'cap':
      return say.cap(time(holdup.until))
    case 'cap-counting':
      return say.capCounting
    case 'batch-pace':
      return say.batchPace(holdup.maxPerMinute, time(holdup.until), id)
    case 'worker-without-data-key':
      return say.dataKey
    case 'suppression-unreadable':
      return say.suppressions
    case 'template-resting': {
      const name = `${holdup.namespace} ${holdup.elementName}`
      return say.templateResting(name, holdup.detail, time(holdup.until))
    }
    case 'limit-lowered':
      return say.limitLowered(holdup.max, holdup.configured, time(holdup.until))
    case 'behind':
      return say.behind(holdup.messages, holdup.until && time(holdup.until))
    case 'retrying':
      return say.retrying(holdup.messages, time(holdup.until))
    case 'in-doubt':
      return say.inDoubt(holdup.messages, say.waits[holdup.waiting])
  }
}

/** How far a batch is, and when it will have been sent, where that can be known. */
export function describeEstimate(
  { percent, estimatedDoneAt, state }: BatchProgress,
  { words: { batches }, time }: Speech,
): string[] {
  if (state === 'finished' || state === 'cancelled') return []
  return [batches.percent(percent, estimatedDoneAt === null ? undefined : time(estimatedDoneAt))]
}
