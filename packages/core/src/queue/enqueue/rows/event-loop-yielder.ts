import { setImmediate } from 'node:timers/promises'

/** Rows are read for so long (ms) at a stretch; then whatever else the process has to do has its turn. */
const biteMs = 10

/** Asked after each piece of work: a promise to await when this bite is over, else `undefined`. */
export function eventLoopYielder(
  now: () => number = () => performance.now(),
): () => Promise<void> | undefined {
  let since = now()
  return () => {
    if (now() - since < biteMs) return undefined
    return setImmediate().then(() => {
      since = now()
    })
  }
}
