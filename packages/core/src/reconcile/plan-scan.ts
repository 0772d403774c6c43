import type { SliceState } from './slice.js'

/** What is left of the report's quota (001, "Relatório via API": 60 requests in 10 minutes), as the gate knows it. */
export interface ReportQuota {
  readonly left: number
  readonly max: number
  readonly windowMs: number
  /** Until one more permit comes free, when `left` is 0. */
  readonly nextInMs: number
  /** When the last request began, in epoch ms. Default: when the last scan of any slice did. */
  readonly lastAt?: number | undefined
}

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

export function planScan(_input: PlannerInput): Plan {
  throw new Error('soon')
}
