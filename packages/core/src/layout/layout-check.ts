import { type Redis, withTimeout } from '../redis/index.js'
import { ensureLayout } from './ensure-layout.js'
import { LayoutError } from './layout-error.js'

/** It is asked for with the first call, which waits for it so long, and again beside a call every minute. */
const answerMs = 300
const everyMs = 60_000
const soonMs = 1_000

/**
 * Answers what throws where Redis has another layout. Where nobody can tell, as while the one master of a Cluster that has it
 * is away, calls go on, and it is asked again.
 * @throws LayoutError
 */
export function openLayoutCheck(redis: Redis): () => Promise<void> {
  let refused: LayoutError | undefined
  let isKnown = false
  let next = 0
  let looking: Promise<void> | undefined
  const look = async () => {
    try {
      await withTimeout(redis, answerMs, () => ensureLayout(redis))
      isKnown = true
      refused = undefined
    } catch (error) {
      if (error instanceof LayoutError) refused = error
    }
    next = performance.now() + (isKnown && !refused ? everyMs : soonMs)
    looking = undefined
  }
  return async () => {
    if (performance.now() >= next) {
      looking ??= look()
      if (!isKnown || refused) await looking
    }
    if (refused) throw refused
  }
}
