import { sliceMs } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { type History, lastLook, stretches } from './past-looks.js'
import { receiptDates } from './receipt-dates.js'
import { pastMoments } from './timeline.js'

/**
 * Writes the slices of what is outside the stretches, without their messages: 2,000,000 of each account are more than a
 * bench can hold. In half-minutes, the form that every version of the ledger reads.
 */
export async function recordOtherSlices(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  history: History,
): Promise<void> {
  const slices = countSlices(history)
  if (slices.size === 0) return
  const fields = (of: (slice: Counted) => number) => [...slices].flatMap(([n, slice]) => [n, of(slice)])
  await redis
    .pipeline()
    .hset(keys.slicesTotal, ...fields(({ total }) => total))
    .hset(keys.slicesOpen, ...fields(({ open }) => open))
    .hset(keys.slicesScanned, ...fields(({ look }) => look))
    .exec()
}

interface Counted {
  total: number
  open: number
  readonly look: number
}

/** Those that the last look had not seen read are open: about half, even after days. */
function countSlices(history: History): Map<number, Counted> {
  const { atOf, total } = pastMoments(history)
  const written = stretches(history)
  const slices = new Map<number, Counted>()
  for (let index = 0; index < total; index++) {
    const at = atOf(index)
    if (written.some(({ from, until }) => at >= from && at < until)) continue
    const n = Math.floor(at / sliceMs)
    const slice = slices.get(n) ?? { total: 0, open: 0, look: lastLook(n, history) }
    slices.set(n, slice)
    slice.total += 1
    const { readAt = Number.POSITIVE_INFINITY } = receiptDates({ index, at })
    if (readAt > slice.look) slice.open += 1
  }
  return slices
}
