import { recordHeartbeat, workerHeartbeat } from '@disparo/core/internal/queue'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { startLoop } from './run-loop.js'

/** Lets everybody know that the account has a worker, until it is stopped. Others may go on showing themselves then. */
export function startHeartbeat({ redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys }): {
  stop(): Promise<void>
} {
  return startLoop(async () => {
    await recordHeartbeat(redis, keys).catch(() => {}) // Without Redis nobody can see anything; the next time tells.
    return workerHeartbeat.everyMs
  })
}
