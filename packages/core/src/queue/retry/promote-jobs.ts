import type { Lane } from '../../message/index.js'
import type { Lanes } from '../lanes/lanes.js'
import { retryJob } from './retry-job.js'

interface Sleeper {
  readonly id: string
  readonly lane: Lane
}

/** Of the messages to wake: those whose job is under way, perhaps only to fall asleep, and those without a job. */
export interface PromotedJobs<T extends Sleeper = Sleeper> {
  readonly busy: readonly T[]
  readonly missing: readonly T[]
}

/**
 * Ends the sleep of messages whose doubt is resolved: they run at once instead of at their next look. A job that has failed
 * would never run by itself: it begins anew.
 */
export async function promoteJobs<T extends Sleeper>(
  lanes: Lanes,
  messages: readonly T[],
): Promise<PromotedJobs<T>> {
  const found = await Promise.all(messages.map((message) => wakeOne(lanes, message)))
  const those = (state: (typeof found)[number]) => messages.filter((_, index) => found[index] === state)
  return { busy: those('busy'), missing: those('missing') }
}

/** First whether it is under way: what is not can only be awake, or asleep or failed already. */
async function wakeOne(lanes: Lanes, { id, lane }: Sleeper): Promise<'awake' | 'busy' | 'missing'> {
  const job = await lanes[lane].getJob(id)
  if (!job) return 'missing'
  if (await job.isActive()) return 'busy'
  if (await job.isFailed()) await retryJob(job)
  else if (await job.isDelayed()) await job.promote().catch(() => {}) // Awake by now.
  return 'awake'
}
