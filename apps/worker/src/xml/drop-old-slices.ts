import { dropSlices, readSlices, sliceMs } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

/** Long enough for a message to join whose worker has died: it becomes unknown only when its job is taken up again. */
const keptMs = 10 * 60_000

/** The ledger counts what is open by slices, whatever the transport: those that are over are let go of. Times in ms. */
export async function dropOldSlices(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  { now, maxAgeMs }: { readonly now: number; readonly maxAgeMs: number },
): Promise<void> {
  const over = (await readSlices(redis, keys)).filter(({ n, open }) => {
    const age = now - (n + 1) * sliceMs
    return age > keptMs + (open > 0 ? maxAgeMs : 0)
  })
  await dropSlices(
    redis,
    keys,
    over.map(({ n }) => n),
  )
}
