import { sliceMs } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { lastLook } from './last-look.js'
import { receiptDates } from './receipt-dates.js'
import { type PastTraffic, pastMoments } from './timeline.js'

/**
 * Writes the slices of what was sent before message number `end`, without their messages: 2,000,000 of an account are more
 * than a bench can hold for many. In half-minutes, the form that every version of the ledger reads.
 */
export async function recordOldSlices(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  history: PastTraffic,
  end: number,
): Promise<void> {
  const slices = countSlices(history, end)
  if (slices.size === 0) return
  const fields = (of: (slice: Counted, n: number) => number) =>
    [...slices].flatMap(([n, slice]) => [n, of(slice, n)])
  await redis
    .pipeline()
    .hset(keys.slicesTotal, ...fields(({ total }) => total))
    .hset(keys.slicesOpen, ...fields(({ open }) => open))
    .hset(keys.slicesScanned, ...fields((_, n) => lastLook(n, history.endsAt)))
    .exec()
}

interface Counted {
  total: number
  open: number
}

/** Those that the last look had not seen read are open: about half, even after days. */
function countSlices(history: PastTraffic, end: number): Map<number, Counted> {
  const { atOf } = pastMoments(history)
  const slices = new Map<number, Counted>()
  for (let index = 0; index < end; index++) {
    const at = atOf(index)
    const n = Math.floor(at / sliceMs)
    const slice = slices.get(n) ?? { total: 0, open: 0 }
    slices.set(n, slice)
    slice.total += 1
    const { readAt = Number.POSITIVE_INFINITY } = receiptDates({ index, at })
    if (readAt > lastLook(n, history.endsAt)) slice.open += 1
  }
  return slices
}
