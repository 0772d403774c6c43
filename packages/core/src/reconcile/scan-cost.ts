import type { SliceState } from './slice.js'

/** How many items a window of slices, by index in `slices`, has in the report; it costs pages. */
export interface ScanCost {
  items(first: number, last: number): number
  /** The last slice that a window beginning with slice `first` can have and still fit in `items`; at least `first`. */
  lastWithin(first: number, items: number): number
}

interface ScanCostInput {
  readonly sliceMs: number
  readonly now: number
  readonly itemsPerMessage: number
  readonly earlyMs: number
  readonly lateMs: number
}

/** Slices ascending. Messages are taken to be spread evenly over their slice. */
export function costOfScans(slices: readonly SliceState[], input: ScanCostInput): ScanCost {
  const { sliceMs, now, itemsPerMessage, earlyMs, lateMs } = input
  const starts = slices.map(({ n }) => n * sliceMs)
  const before = itemsBefore(
    slices,
    starts.map((start) => start - earlyMs),
    input,
  )
  const until = itemsBefore(
    slices,
    starts.map((start) => Math.min(start + sliceMs + lateMs, now)),
    input,
  )
  const items = (first: number, last: number) =>
    ((until[last] as number) - (before[first] as number)) * itemsPerMessage
  return {
    items,
    lastWithin: (first, most) => {
      let fits = first
      let beyond = slices.length
      while (beyond - fits > 1) {
        const middle = (fits + beyond) >>> 1
        if (items(first, middle) <= most) fits = middle
        else beyond = middle
      }
      return fits
    },
  }
}

/** How many messages were sent before each of the moments, which ascend. */
function itemsBefore(
  slices: readonly SliceState[],
  moments: readonly number[],
  { sliceMs, now }: ScanCostInput,
): Float64Array {
  const counts = new Float64Array(moments.length)
  let next = 0
  let whole = 0
  for (const [index, moment] of moments.entries()) {
    for (let slice = slices[next]; slice && (slice.n + 1) * sliceMs <= moment; slice = slices[++next]) {
      whole += slice.total
    }
    const slice = slices[next]
    const start = slice ? slice.n * sliceMs : moment
    const length = Math.max(1, Math.min(sliceMs, now - start))
    counts[index] = whole + (slice ? slice.total * Math.min(1, Math.max(0, moment - start) / length) : 0)
  }
  return counts
}
