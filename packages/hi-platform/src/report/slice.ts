/**
 * The messages of one account whose sending began in one stretch of time: slice `n` is
 * [n × sliceMs, (n + 1) × sliceMs), in epoch ms on upstream's clock. The unit of reconciliation.
 */
export interface SliceState {
  readonly n: number
  /** Messages ever in it. */
  readonly total: number
  /** Those that may still change: not read, not failed, not given up. */
  readonly open: number
  /** When the last complete scan that covered it STARTED, in epoch ms. */
  readonly scannedAt?: number | undefined
  /** When upstream would not give a window that covered it: it is planned as if just looked at, so that others have their turn. */
  readonly refusedAt?: number | undefined
}

/** The slice of a message whose POST began `at`. */
export function sliceOf(at: number, sliceMs: number): number {
  return Math.floor(at / sliceMs)
}

/**
 * Whether a slice is never planned again, and may be forgotten: nothing in it is open, or it was looked at a last time
 * after it came to be `maxAgeMs` old. One that is older but was not looked at since (we were down) still gets that look.
 */
export function isFinished(
  slice: SliceState,
  { sliceMs, maxAgeMs }: { readonly sliceMs: number; readonly maxAgeMs: number },
): boolean {
  if (slice.open === 0) return true
  return slice.scannedAt !== undefined && slice.scannedAt >= (slice.n + 1) * sliceMs + maxAgeMs
}
