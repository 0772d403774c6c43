/**
 * A slice as the ledger counts it: the messages whose sending began in the steps `n` to `n + length - 1`, each of
 * `sliceMs`. Ids are kept by step, whatever the slice.
 */
export interface Slice {
  readonly n: number
  /** In steps: 1, and more once it is old (slice-length.ts). */
  readonly length: number
  /** Messages ever in it, and those still open. */
  readonly total: number
  readonly open: number
  /** No part of it was scanned last before this; see `SliceState` of hi-platform. Epoch ms. */
  readonly scannedAt?: number | undefined
  /** All steps before `until` were scanned, the first of them at `since` (epoch ms). */
  readonly progress?: { readonly until: number; readonly since: number } | undefined
  /** The steps that have messages, ascending. */
  readonly steps: readonly number[]
}

/** What of a long slice stands in the hash of those. `scanned`: scannedAt, until, since (0: none). `steps`: ranges, from its first. */
export type LongSliceField = 'total' | 'open' | 'scanned' | 'steps'

/** Its field: how long it is, its first step, what it says. entry.lua.ts writes the same. */
export function longSliceField({ n, length }: Pick<Slice, 'n' | 'length'>, of: LongSliceField): string {
  return `${length}:${n}:${of}`
}
