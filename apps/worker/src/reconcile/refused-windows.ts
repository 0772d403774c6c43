import type { Slice } from '@disparo/core/internal/ledger'
import { endOf, type SliceState } from '@disparo/hi-platform/report'

interface Range {
  readonly first: number
  readonly last: number
}

interface RefusedWindows {
  /** The slices with what is remembered of them; what is remembered of others is forgotten. */
  seen<Kind extends Omit<Slice, 'steps'>>(slices: readonly Kind[]): (Kind & SliceState)[]
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
  /** Steps refused by themselves: nothing narrower can be asked for. */
  const alone = new Map<number, number>()
  let widest = Number.POSITIVE_INFINITY

  return {
    seen: (slices) => {
      const isThere = (step: number) => slices.some((slice) => slice.n <= step && step < endOf(slice))
      for (const n of refusedAt.keys()) if (!isThere(n)) refusedAt.delete(n)
      for (const n of alone.keys()) if (!isThere(n)) alone.delete(n)
      return slices.map((slice) => {
        const past = slice.length > 1 && alone.size > 0 ? pastRefused(slice, alone) : slice
        return { ...past, refusedAt: refusedAt.get(past.progress?.until ?? past.n) }
      })
    },
    fits: ({ first, last }) => last - first < widest,
    narrowed: (plan) => ({ ...plan, last: Math.min(plan.last, plan.first + widest - 1) }),
    refused: ({ first, last }, now) => {
      for (let n = first; n <= last; n++) refusedAt.set(n, now)
      if (first === last) alone.set(first, now)
      widest = Math.max(1, Math.floor((last - first + 1) / 2))
    },
    done: ({ first, last }) => {
      for (let n = first; n <= last; n++) {
        refusedAt.delete(n)
        alone.delete(n)
      }
      widest *= 2
    },
  }
}

/** A long slice whose scans go on behind the steps that were refused in this round; else they would never come further. */
function pastRefused<Kind extends Omit<Slice, 'steps'>>(
  slice: Kind,
  alone: ReadonlyMap<number, number>,
): Kind {
  const { n, progress, scannedAt = Number.NEGATIVE_INFINITY } = slice
  let until = progress?.until ?? n
  let since = progress?.since
  for (let at = alone.get(until); at !== undefined && at > (since ?? scannedAt); at = alone.get(until)) {
    since ??= at
    until += 1
  }
  if (since === undefined || until === n) return slice
  if (until >= endOf(slice)) return { ...slice, scannedAt: since, progress: undefined }
  return { ...slice, progress: { until, since } }
}
