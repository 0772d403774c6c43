import type { Slice } from '@disparo/core/internal/ledger'
import type { SliceState } from '@disparo/hi-platform/report'

interface Range {
  readonly first: number
  readonly last: number
}

export interface RefusedWindows {
  /** The slices with what is remembered of them; what is remembered of others is forgotten. */
  seen(slices: readonly Slice[]): SliceState[]
  /** Whether a window is no wider than what upstream gives, as far as is known. */
  fits(window: Range): boolean
  /** The part of a planned window to ask for: after refusals the half, the quarter … of what was asked for. */
  narrowed<T extends Range>(plan: T): T
  refused(plan: Range, now: number): void
  done(plan: Range): void
}

/**
 * Remembers which windows of the report upstream would not give, so that one that always fails keeps no other waiting.
 * Known to this process alone: whoever scans next finds out for itself.
 */
export function openRefusedWindows(): RefusedWindows {
  const refusedAt = new Map<number, number>()
  let widest = Number.POSITIVE_INFINITY

  return {
    seen: (slices) => {
      const there = new Set(slices.map(({ n }) => n))
      for (const n of refusedAt.keys()) if (!there.has(n)) refusedAt.delete(n)
      return slices.map((slice) => ({ ...slice, refusedAt: refusedAt.get(slice.n) }))
    },
    fits: ({ first, last }) => last - first < widest,
    narrowed: (plan) => ({ ...plan, last: Math.min(plan.last, plan.first + widest - 1) }),
    refused: ({ first, last }, now) => {
      for (let n = first; n <= last; n++) refusedAt.set(n, now)
      widest = Math.max(1, Math.floor((last - first + 1) / 2))
    },
    done: ({ first, last }) => {
      for (let n = first; n <= last; n++) refusedAt.delete(n)
      widest *= 2
    },
  }
}
