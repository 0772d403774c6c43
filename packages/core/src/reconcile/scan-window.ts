import type { Tolerance } from './tracked-message.js'

/** The time to ask the report for, both ends included. */
export interface ScanWindow {
  readonly startDate: Date
  readonly endDate: Date
}

export function scanWindow(
  _scan: { readonly first: number; readonly last: number },
  _input: Tolerance & { readonly sliceMs: number; readonly now: number },
): ScanWindow {
  throw new Error('soon')
}
