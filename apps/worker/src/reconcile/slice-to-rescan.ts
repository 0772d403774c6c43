import { readDoubts, sliceMs } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { sliceOf } from '@disparo/hi-platform/report'
import type { SliceRange } from './widen-for-evidence.js'

/** Those longest in doubt; further ones come when these are over. */
const looked = 500

/**
 * The slice of a doubt that waits for a message to be shown that was accepted after it, where a scan of other slices has just
 * shown one.
 * @param shownUntil - when the latest message that was shown was sent (epoch ms)
 */
export async function sliceToRescan(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  { scanned, shownUntil }: { readonly scanned: SliceRange; readonly shownUntil: number | undefined },
): Promise<number | undefined> {
  if (shownUntil === undefined) return undefined
  const doubts = await readDoubts(redis, keys, looked)
  return doubts
    .filter(({ doubtNote: note, sendingAt }) => note?.why === 'no-control' && sendingAt <= shownUntil)
    .map(({ sendingAt }) => sliceOf(sendingAt, sliceMs))
    .find((n) => n < scanned.first || n > scanned.last)
}
