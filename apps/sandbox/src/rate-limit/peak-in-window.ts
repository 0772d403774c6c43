import { createTimeLog } from './time-log.js'

/** The most moments seen in any sliding window so far; the measure of whether a client kept a limit. */
export interface PeakInWindow {
  add(now: number): void
  highest(): number
}

export function createPeakInWindow(windowMs: number): PeakInWindow {
  const log = createTimeLog(windowMs)
  let highest = 0
  return {
    add(now) {
      log.add(now)
      highest = Math.max(highest, log.size(now))
    },
    highest: () => highest,
  }
}
