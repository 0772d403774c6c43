import { sliceMs } from '@disparo/core/internal/ledger'
import { randomFrom } from '../reconcile/random.js'

/** With 72 h to follow, and 60 pages in 10 minutes, everything is looked at once in so long. */
const LONGEST_ROUND_MS = 6 * 3_600_000

/** When a slice was scanned last before `now` (epoch ms): the older it is, the longer ago that may be. */
export function lastLook(slice: number, now: number): number {
  const ageMs = Math.max(0, now - (slice + 1) * sliceMs)
  return Math.round(now - randomFrom(slice)() * Math.min(ageMs / 2, LONGEST_ROUND_MS))
}
