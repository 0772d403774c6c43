import { eventLoopYielder } from '@disparo/core/internal/queue'
import type { CooperativeTask } from '@disparo/hi-platform/xml'

/** Does what takes long step by step, and lets whatever else the process has to do have its turn in between. */
export async function runYielding<Result>(steps: CooperativeTask<Result>): Promise<Result> {
  const bite = eventLoopYielder()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    const over = bite()
    if (over) await over
  }
}
