import { paceMs, type ReportQuota } from './quota-pace.js'
import { costOfScans } from './scan-cost.js'
import { isFinished, type SliceState } from './slice.js'
import { worthOf } from './slice-worth.js'

export interface PlannerInput {
  /** In any order; those with nothing open count too, because their items fill pages. */
  readonly slices: readonly SliceState[]
  readonly sliceMs: number
  /** Epoch ms on upstream's clock, as are all times here. */
  readonly now: number
  readonly quota: ReportQuota
  /** How long a slice is looked at: 72 h as shipped. Its last look comes after that. */
  readonly maxAgeMs: number
  /** Items on a page: 1,000 is the most there is. */
  readonly pageSize: number
  /** Learnt: report items in a window for each message of ours there; more than 1 where others send too. */
  readonly itemsPerMessage: number
  /** The tolerance by which `scanWindow` widens the window: its items take room on the page. Default 0. */
  readonly earlyMs?: number | undefined
  readonly lateMs?: number | undefined
}

export type Plan =
  /** Scan slices `first` to `last`, both included. */
  | { readonly kind: 'scan'; readonly first: number; readonly last: number }
  /** Nothing is due, or there is no permit, for so long; a message sent in the meantime may change that. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Nothing is open at all. */
  | { readonly kind: 'idle' }

const firstLookMs = 3_000
const shortestRestMs = 5_000
const restShare = 1 / 20
const fill = 0.95

export function planScan(input: PlannerInput): Plan {
  const { sliceMs, now, quota, maxAgeMs, pageSize } = input
  const slices = ascending(input.slices)
  let lastAt = quota.lastAt
  let dueInMs = Number.POSITIVE_INFINITY
  const worth = new Float64Array(slices.length + 1)
  const due = new Uint32Array(slices.length + 1)
  for (const [index, slice] of slices.entries()) {
    if (slice.scannedAt !== undefined && quota.lastAt === undefined)
      lastAt = Math.max(lastAt ?? 0, slice.scannedAt)
    const start = slice.n * sliceMs
    const alive = !isFinished(slice, { sliceMs, maxAgeMs })
    const age = Math.max(0, now - (start + Math.min(start + sliceMs, now)) / 2)
    const wait = alive
      ? (slice.scannedAt === undefined
          ? start + firstLookMs
          : slice.scannedAt + Math.max(shortestRestMs, age * restShare)) - now
      : Number.POSITIVE_INFINITY
    dueInMs = Math.min(dueInMs, wait)
    due[index + 1] = (due[index] as number) + (wait <= 0 ? 1 : 0)
    const gain = alive
      ? slice.open * worthOf(age, slice.scannedAt === undefined ? age : now - slice.scannedAt)
      : 0
    worth[index + 1] = (worth[index] as number) + gain
  }
  if (dueInMs === Number.POSITIVE_INFINITY) return { kind: 'idle' }
  const ms = Math.max(dueInMs, paceMs(quota, lastAt, now))
  if (ms > 0) return { kind: 'wait', ms }
  const cost = costOfScans(slices, { ...input, earlyMs: input.earlyMs ?? 0, lateMs: input.lateMs ?? 0 })
  let best: Plan = { kind: 'idle' }
  let bestWorth = -1
  for (let first = 0; first < slices.length; first++) {
    if (worth[first + 1] === worth[first]) continue
    const page = pageSize * fill
    const pages = Math.max(1, Math.ceil(cost.items(first, first) / page))
    let last = cost.lastWithin(first, pages * page)
    if (due[last + 1] === due[first]) continue
    const perPage = ((worth[last + 1] as number) - (worth[first] as number)) / pages
    if (perPage <= bestWorth) continue
    while (worth[last + 1] === worth[last]) last--
    best = { kind: 'scan', first: (slices[first] as SliceState).n, last: (slices[last] as SliceState).n }
    bestWorth = perPage
  }
  return best
}

function ascending(slices: readonly SliceState[]): readonly SliceState[] {
  const isSorted = slices.every(
    (slice, index) => index === 0 || (slices[index - 1] as SliceState).n < slice.n,
  )
  return isSorted ? slices : slices.toSorted((a, b) => a.n - b.n)
}
