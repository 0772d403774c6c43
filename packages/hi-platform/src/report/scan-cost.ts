import type { SliceState } from './slice.js'

/** How much room windows of slices take in the report. A slice is meant by its place in the list, not its number. */
export interface ScanCost {
  /** The last slice a window beginning with `first` can have without another page; always at least `first`. */
  lastOnPages(first: number): number
  /** Pages the slice `first` needs, and so a window as long as `lastOnPages` says. */
  pages(first: number): number
}

export interface ScanCostInput {
  readonly sliceMs: number
  readonly now: number
  readonly pageSize: number
  readonly itemsPerMessage: number
  readonly earlyMs?: number | undefined
  readonly lateMs?: number | undefined
}

/** The rest of a page is for items we did not expect: a second page costs as much as a first. */
const pageFill = 0.95

/** Slices ascending. Their messages are taken to be spread evenly over them. */
export function costOfScans(slices: readonly SliceState[], input: ScanCostInput): ScanCost {
  const { sliceMs, pageSize, itemsPerMessage, earlyMs = 0, lateMs = 0 } = input
  const before = sentBefore(slices, -earlyMs, input)
  const until = sentBefore(slices, sliceMs + lateMs, input)
  const room = Math.max(1, pageSize * pageFill)

  /** Those of the neighbours at its edges, too. */
  const items = (first: number, last: number) =>
    ((until[last] as number) - (before[first] as number)) * itemsPerMessage
  const pages = (first: number) => Math.max(1, Math.ceil(items(first, first) / room))
  const lastOnPages = (first: number) => {
    const most = pages(first) * room
    let last = first
    let beyond = slices.length
    while (beyond - last > 1) {
      const middle = (last + beyond) >>> 1
      if (items(first, middle) <= most) last = middle
      else beyond = middle
    }
    return last
  }
  return { lastOnPages, pages }
}

/** For each slice: how many messages were sent up to `afterMs` after it began, as far as it is known now. */
function sentBefore(
  slices: readonly SliceState[],
  afterMs: number,
  { sliceMs, now }: ScanCostInput,
): Float64Array {
  const sent = new Float64Array(slices.length)
  let current = 0
  let complete = 0
  for (let index = 0; index < slices.length; index++) {
    const moment = (slices[index] as SliceState).n * sliceMs + afterMs
    let slice = slices[current]
    while (slice && (slice.n + 1) * sliceMs <= moment) {
      complete += slice.total
      slice = slices[++current]
    }
    sent[index] = complete
    if (slice === undefined) continue
    // What is there of the current slice was sent in what has passed of it.
    const start = slice.n * sliceMs
    const length = Math.max(1, Math.min(sliceMs, now - start))
    sent[index] = complete + slice.total * Math.min(1, Math.max(0, moment - start) / length)
  }
  return sent
}
