import { endOf } from './slice.js'
import type { SlicePart } from './slice-progress.js'

/** How much room windows of the report take. A part is meant by its place in the list. */
export interface ScanCost {
  /** The last step that a window beginning with the part `first` can have without another page; at least its first. */
  lastOnPages(first: number): number
  /** Pages the first step of the part `first` needs, and so a window as long as `lastOnPages` says. */
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

/** Parts ascending. Their messages are taken to be spread evenly over them. */
export function costOfScans(parts: readonly SlicePart[], input: ScanCostInput): ScanCost {
  const { sliceMs, pageSize, itemsPerMessage, earlyMs = 0, lateMs = 0 } = input
  const sentBy = countSent(parts, input)
  const room = Math.max(1, pageSize * pageFill)
  const beyond = endOf(parts.at(-1) ?? { n: 0 })
  /** Of the neighbours at its edges, too: a window's items are those until its end less those before its start. */
  const until = (last: number, from: number) => sentBy((last + 1) * sliceMs + lateMs, from) * itemsPerMessage
  let from = 0
  const before = parts.map(({ n }) => {
    const moment = n * sliceMs - earlyMs
    from = partAt(parts, Math.floor(moment / sliceMs), from)
    return sentBy(moment, from) * itemsPerMessage
  })
  const pages = parts.map(({ n }, index) =>
    Math.max(1, Math.ceil((until(n, index) - (before[index] as number)) / room)),
  )
  const ends = new Float64Array(parts.length).fill(Number.NaN)
  const lastOnPages = (index: number) => {
    const known = ends[index] as number
    if (!Number.isNaN(known)) return known
    const most = (before[index] as number) + (pages[index] as number) * room
    const { n } = parts[index] as SlicePart
    const last = furthest(n, beyond, (step) => until(step, index) <= most)
    // Where nothing was sent for a while, the window ends before that.
    const end = Math.min(last, endOf(parts[partAt(parts, last, index)] as SlicePart) - 1)
    ends[index] = end
    return end
  }
  return { lastOnPages, pages: (index) => pages[index] as number }
}

/** The place of the last part that begins at the step `n` or before it, at `from` or later. */
export function partAt(parts: readonly SlicePart[], n: number, from = 0): number {
  return furthest(from, parts.length, (index) => (parts[index] as SlicePart).n <= n)
}

/** The last number from `from` on, before `end`, of which something is true that is true up to it; at least `from`. */
function furthest(from: number, end: number, isTrue: (value: number) => boolean): number {
  let last = from
  let tooFar = end
  // It is near, mostly.
  for (let reach = 1; last + reach < tooFar; reach *= 2) {
    if (isTrue(last + reach)) last += reach
    else tooFar = last + reach
  }
  while (tooFar - last > 1) {
    const middle = (last + tooFar) >>> 1
    if (isTrue(middle)) last = middle
    else tooFar = middle
  }
  return last
}

/** How many messages were sent before a moment (epoch ms), as far as it is known now; it is in the part `from` or later. */
function countSent(
  parts: readonly SlicePart[],
  { sliceMs, now }: ScanCostInput,
): (moment: number, from: number) => number {
  const before = new Float64Array(parts.length)
  for (let index = 1; index < parts.length; index++) {
    before[index] = (before[index - 1] as number) + (parts[index - 1] as SlicePart).total
  }
  return (moment, from) => {
    const index = partAt(parts, Math.floor(moment / sliceMs), from)
    const part = parts[index]
    if (part === undefined) return 0
    // What is there of the current slice was sent in what has passed of it.
    const start = part.n * sliceMs
    const passed = Math.max(1, Math.min(part.length * sliceMs, now - start))
    return (before[index] as number) + part.total * Math.min(1, Math.max(0, moment - start) / passed)
  }
}
