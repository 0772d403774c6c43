import type { EnqueueDeps } from './enqueue-one.js'
import { QuotaExceededError } from './quota-exceeded-error.js'

/**
 * Refuses a batch before it begins. One that is there may have all the rows, so that each chunk is asked for by itself.
 * @throws QuotaExceededError
 */
export async function refuseOverQuota(
  { redis, keys, account, quota }: EnqueueDeps,
  { id, rows }: { readonly id: string; readonly rows: number },
): Promise<void> {
  const met = await quota?.checkRoom(rows)
  if (met && (await redis.exists(keys.batch(id))) === 0) throw new QuotaExceededError(account, met)
}
