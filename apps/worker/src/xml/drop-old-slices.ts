import { dropSlices, mergeSlices, sliceMs } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

/** Long enough for a message to join whose worker has died: it becomes unknown only when its job is taken up again. */
const keptMs = 10 * 60_000

/** The ledger counts what is open by slices, whatever the transport: those that are over are let go of. Times in ms. */
export async function dropOldSlices(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  { now, maxAgeMs }: { readonly now: number; readonly maxAgeMs: number },
): Promise<void> {
  const slices = await mergeSlices(redis, keys, { now, maxAgeMs })
  const over = slices.filter(({ n, length, open }) => {
    const age = now - (n + length) * sliceMs
    return age > keptMs + (open > 0 ? maxAgeMs : 0)
  })
  await dropSlices(redis, keys, over)
}
