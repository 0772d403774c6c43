import { earliestSend, latestDispatch, type Tolerance } from './tolerance.js'

/** The time to ask the report for, both ends included. */
export interface ScanWindow {
  readonly startDate: Date
  readonly endDate: Date
}

/**
 * The window in which the items of slices `first` to `last` were dispatched: it overlaps its neighbours by the tolerance.
 * It ends no later than the whole second `now` is in, so that it stays the same while its pages are read.
 * @param input - `now` in epoch ms on upstream's clock
 */
export function scanWindow(
  { first, last }: { readonly first: number; readonly last: number },
  { sliceMs, now, ...tolerance }: Tolerance & { readonly sliceMs: number; readonly now: number },
): ScanWindow {
  const start = first * sliceMs - tolerance.earlyMs
  const end = Math.min(latestDispatch((last + 1) * sliceMs, tolerance), Math.floor(now / 1000) * 1000)
  return { startDate: new Date(Math.min(start, end)), endDate: new Date(end) }
}

/**
 * The slices whose messages the scan's items can be: the ones scanned, and neighbours that reach into the window. All of
 * their messages must be there when matching, or an item at the edge goes to a twin of the message it belongs to.
 */
export function slicesInWindow(
  { startDate, endDate }: ScanWindow,
  { sliceMs, ...tolerance }: Tolerance & { readonly sliceMs: number },
): { first: number; last: number } {
  return {
    first: Math.floor(earliestSend(startDate.getTime(), tolerance) / sliceMs),
    last: Math.floor((endDate.getTime() + tolerance.earlyMs) / sliceMs),
  }
}

/** Whether every item that a message sent then can have is in the window; else its absence proves nothing. */
export function isWithin({ startDate, endDate }: ScanWindow, sentAt: number, tolerance: Tolerance): boolean {
  const earliest = sentAt - tolerance.earlyMs
  return earliest >= startDate.getTime() && latestDispatch(sentAt, tolerance) <= endDate.getTime()
}
