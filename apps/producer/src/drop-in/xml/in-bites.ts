import { openBites } from '@disparo/core/internal/queue'
import type { Steps } from '@disparo/hi-platform/xml'

/** Does what takes long step by step, and lets whatever else the process has to do have its turn in between. */
export async function inBites<Result>(steps: Steps<Result>): Promise<Result> {
  const bite = openBites()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    const over = bite()
    if (over) await over
  }
}
