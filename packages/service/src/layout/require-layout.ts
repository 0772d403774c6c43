import { setTimeout as pause } from 'node:timers/promises'
import { ensureLayout, LayoutError } from '@disparo/core/internal/layout'
import { type Redis, withTimeout } from '@disparo/core/internal/redis'

interface RightLayout {
  /** Looks again and again; `onOther` hears once when another version has migrated it. */
  follow(onOther: (error: LayoutError) => void): void
  close(): void
}

const answerMs = 2_000
const everyMs = 10_000
const soonMs = 1_000

/**
 * Goes on once the layout in Redis is that of this version, be it that this program makes it so, or waits for the one that
 * does. Where Redis gives no answer, the program starts all the same; followed, it is told within a second of one.
 * @throws LayoutError
 */
export async function requireLayout(redis: Redis): Promise<RightLayout> {
  let isKnown = false
  const look = async () => {
    isKnown = (await answered(redis)) || isKnown
  }
  await look()

  const closed = new AbortController()
  const { signal } = closed
  const lookAgain = async (onOther: (error: LayoutError) => void) => {
    try {
      for (;;) {
        await pause(isKnown ? everyMs : soonMs, undefined, { signal })
        await look()
      }
    } catch (error) {
      if (error instanceof LayoutError && !signal.aborted) onOther(error)
    }
  }
  return { follow: (onOther) => void lookAgain(onOther), close: () => closed.abort() }
}

/** `false`: nobody can say. @throws LayoutError */
async function answered(redis: Redis): Promise<boolean> {
  for (;;) {
    try {
      await withTimeout(redis, answerMs, () => ensureLayout(redis))
      return true
    } catch (error) {
      if (!(error instanceof LayoutError)) return false
      if (error.obstacle !== 'migrating') throw error
      await pause(soonMs)
    }
  }
}
