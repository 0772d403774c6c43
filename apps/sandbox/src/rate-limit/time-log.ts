/** Moments of one sliding window `(now - windowMs, now]`. Calls must come with times that never decrease. */
interface TimeLog {
  add(now: number): void
  size(now: number): number
  /** The earliest moment still in the window. */
  oldest(now: number): number | undefined
}

/** Amortised O(1) a call: old moments are skipped by a head index, and cut off when they are most of the array. */
export function createTimeLog(windowMs: number): TimeLog {
  let times: number[] = []
  let head = 0

  function forget(now: number): void {
    for (let time = times[head]; time !== undefined && time <= now - windowMs; time = times[head]) head += 1
    if (head > 1_024 && head * 2 > times.length) {
      times = times.slice(head)
      head = 0
    }
  }

  return {
    add(now) {
      forget(now)
      times.push(now)
    },
    size(now) {
      forget(now)
      return times.length - head
    },
    oldest(now) {
      forget(now)
      return times[head]
    },
  }
}
