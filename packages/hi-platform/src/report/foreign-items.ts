import type { ReportItem } from '../rest/index.js'
import type { ReportMatch } from './match-report.js'
import { sliceOf } from './slice.js'

/**
 * How many of the items are none of ours, for each of the slices in whose time they were dispatched; 0 where none is. An
 * item of another time is not counted: the scan of its own slice does that. One without any date is of no time.
 * @param items - all of the scan's, those not offered to the matching as well
 */
export function countForeignBySlice(
  items: readonly ReportItem[],
  matches: readonly ReportMatch[],
  {
    slices,
    sliceMs,
    skewMs,
  }: {
    readonly slices: readonly number[]
    readonly sliceMs: number
    /** How far upstream's clock is ahead of the one that slices are counted by. */
    readonly skewMs: number
  },
): Map<number, number> {
  const counts = new Map(slices.map((n) => [n, 0]))
  const ours = new Set(matches.map(({ item }) => item))
  for (const item of items) {
    const date = item.dispatchDate ?? item.sentDate ?? item.receivedDate ?? item.readDate
    if (ours.has(item) || date === undefined) continue
    const n = sliceOf(date.getTime() - skewMs, sliceMs)
    const count = counts.get(n)
    if (count !== undefined) counts.set(n, count + 1)
  }
  return counts
}
