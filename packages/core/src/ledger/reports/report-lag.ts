import { sliceMs } from '../entry/ledger-options.js'
import type { Slice } from './slice.js'

/** Since the end of the oldest slice that is followed and that no scan has ever covered (ms); 0 when there is none. */
export function reportLagMs(slices: readonly Slice[], now: number): number {
  const oldest = slices.find(({ open, scannedAt }) => open > 0 && scannedAt === undefined)
  return oldest ? Math.max(0, now - (oldest.n + oldest.length) * sliceMs) : 0
}
