import { setTimeout as delay } from 'node:timers/promises'
import { recordHeartbeat, workerHeartbeat } from '@disparo/core/internal/queue'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

/** Lets everybody know that the account has a worker, until it is stopped. Others may go on showing themselves then. */
export function startHeartbeat({ redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys }): {
  stop(): Promise<void>
} {
  const stopping = new AbortController()
  const { signal } = stopping
  const shown = (async () => {
    while (!signal.aborted) {
      await recordHeartbeat(redis, keys).catch(() => {}) // Without Redis nobody can see anything; the next time tells.
      await delay(workerHeartbeat.everyMs, undefined, { signal }).catch(() => {})
    }
  })()
  return {
    stop: () => {
      stopping.abort()
      return shown
    },
  }
}
