import { bestScan } from './best-scan.js'
import { paceMs, type ReportQuota } from './quota-pace.js'
import { dueAt } from './scan-due.js'
import type { SliceState } from './slice.js'
import { partsOf } from './slice-progress.js'

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
  /** The tolerance by which `scanWindow` widens the window: the items there take room on the page. Default 0. */
  readonly earlyMs?: number | undefined
  readonly lateMs?: number | undefined
}

export type Plan =
  /** Scan the steps `first` to `last`, both included: whole slices, but for a long one at its beginning or end. */
  | { readonly kind: 'scan'; readonly first: number; readonly last: number }
  /** Nothing is due, or there is no permit, for so long; a message sent in the meantime may change that. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Nothing is open at all. */
  | { readonly kind: 'idle' }

/**
 * Which slices to look at next, or how long to wait. Most worth a page first: fresh slices often, old ones ever more
 * rarely, and none never. The whole quota is used while slices wait, almost evenly; none while nothing is due.
 */
export function planScan(input: PlannerInput): Plan {
  const { quota, now } = input
  const parts = ascending(input.slices).flatMap(partsOf)
  let dueNext = Number.POSITIVE_INFINITY
  let lastAt = quota.lastAt
  for (const part of parts) {
    if (!part.isBehind) dueNext = Math.min(dueNext, dueAt(part, input) ?? Number.POSITIVE_INFINITY)
    if (quota.lastAt !== undefined || part.scannedAt === undefined) continue
    lastAt = Math.max(lastAt ?? part.scannedAt, part.scannedAt)
  }
  if (dueNext === Number.POSITIVE_INFINITY) return { kind: 'idle' }
  const ms = Math.ceil(Math.max(dueNext - now, paceMs(quota, lastAt, now)))
  if (ms > 0) return { kind: 'wait', ms }
  return { kind: 'scan', ...bestScan(parts, input) }
}

function ascending(slices: readonly SliceState[]): readonly SliceState[] {
  const isAscending = slices.every(({ n }, index) => index === 0 || (slices[index - 1] as SliceState).n < n)
  return isAscending ? slices : slices.toSorted((a, b) => a.n - b.n)
}
