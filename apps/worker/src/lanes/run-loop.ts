import { setTimeout as delay } from 'node:timers/promises'

/**
 * Runs `look` again and again until stopped, each time after the pause that it answered (ms). It must not fail.
 * `stop` waits for the look under way.
 */
export function startLoop(look: (signal: AbortSignal) => Promise<number>): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = (async () => {
    while (!signal.aborted) {
      const ms = await look(signal)
      await delay(ms, undefined, { signal }).catch(() => {})
    }
  })()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}
