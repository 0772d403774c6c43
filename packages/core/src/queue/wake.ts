import type { Lane } from '../message/index.js'
import type { Lanes } from './lanes.js'

/**
 * Ends the sleep of messages whose doubt is resolved: they run at once instead of at their next look. One that is not
 * asleep is left alone. Answers the ids of those that have no job any more.
 */
export async function wake(
  lanes: Lanes,
  messages: readonly { readonly id: string; readonly lane: Lane }[],
): Promise<string[]> {
  const missing: string[] = []
  for (const { id, lane } of messages) {
    const job = await lanes[lane].getJob(id)
    if (!job) missing.push(id)
    else if (await job.isDelayed()) await job.promote().catch(() => {}) // Awake by now.
  }
  return missing
}
