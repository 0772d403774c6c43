import { sliceMs } from '../entry/ledger-options.js'

const minuteMs = 60_000

/** How long slices are, in steps of `sliceMs`, once their end is so long ago: five minutes, then an hour. */
export const sliceLengths = [
  { length: 10, afterMs: 10 * minuteMs },
  { length: 120, afterMs: 120 * minuteMs },
] as const

/** The slice that the step `n` belongs to at `now` (epoch ms): its first step, and its length in steps. */
export function sliceAt(n: number, now: number): { readonly n: number; readonly length: number } {
  for (const { length, afterMs } of sliceLengths.toReversed()) {
    const first = n - (n % length)
    if ((first + length) * sliceMs + afterMs <= now) return { n: first, length }
  }
  return { n, length: 1 }
}
