import type { Redis } from './connection.js'
import type { AccountKeys } from './keys.js'

/**
 * Asks Redis to write nothing to a key that never is. It changes nothing and costs no disk, and is refused as any other write
 * is: without memory (`OOM`), with a full disk (`MISCONF`), by a replica (`READONLY`).
 */
export async function checkWritable(redis: Redis, keys: AccountKeys): Promise<void> {
  await redis.setrange(keys.writeProbe, 0, '')
}
