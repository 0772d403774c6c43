/**
 * The messages of one account whose sending began in one stretch of time. Stretches are counted in steps of `sliceMs`:
 * a slice is [n × sliceMs, (n + length) × sliceMs), in epoch ms on upstream's clock. The unit of reconciliation.
 */
export interface SliceState {
  readonly n: number
  /** In steps; an old slice is long, and scanned in parts. Default 1. */
  readonly length?: number | undefined
  /** Messages ever in it. */
  readonly total: number
  /** Those that may still change: not read, not failed, not given up. */
  readonly open: number
  /** No part of it was scanned last before this: when that scan STARTED, in epoch ms. */
  readonly scannedAt?: number | undefined
  /** How far the scans have come that go through a long one in turn. */
  readonly progress?: SliceProgress | undefined
  /** When upstream would not give a window that covered it: it is planned as if just looked at, so that others have their turn. */
  readonly refusedAt?: number | undefined
}

/** All steps before `until` were scanned, the first of them at `since` (epoch ms). */
export interface SliceProgress {
  readonly until: number
  readonly since: number
}

/** The step of a message whose POST began `at`. */
export function sliceOf(at: number, sliceMs: number): number {
  return Math.floor(at / sliceMs)
}

/** The first step that is not the slice's any more. */
export function endOf({ n, length = 1 }: Pick<SliceState, 'n' | 'length'>): number {
  return n + length
}

/**
 * Whether a slice is never planned again, and may be forgotten: nothing in it is open, or it was looked at a last time
 * after it came to be `maxAgeMs` old. One that is older but was not looked at since (we were down) still gets that look.
 */
export function isFinished(
  slice: Pick<SliceState, 'n' | 'length' | 'open' | 'scannedAt'>,
  { sliceMs, maxAgeMs }: { readonly sliceMs: number; readonly maxAgeMs: number },
): boolean {
  if (slice.open <= 0) return true
  return slice.scannedAt !== undefined && slice.scannedAt >= endOf(slice) * sliceMs + maxAgeMs
}
