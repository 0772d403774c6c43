import type { AccountKeys } from './account-keys.js'
import type { Redis } from './connection.js'

/**
 * Asks Redis to write nothing to a key that does not exist. It changes nothing and costs no disk, and Redis refuses it like
 * any other write: without memory (`OOM`), with a full disk (`MISCONF`), by a replica (`READONLY`).
 */
export async function checkWritable(redis: Redis, keys: AccountKeys): Promise<void> {
  await redis.setrange(keys.writeProbe, 0, '')
}
