export interface FailureLimit {
  readonly max: number
  readonly windowMs: number
}

/** Failures by place, in a sliding window. Times are ms of any one clock. */
interface FailureLog {
  /** How long until this place may try again, ms; 0 if it may now. */
  waitMs(place: string, now: number): number
  /** Counts a failure; the answer takes it back. */
  add(place: string, now: number): () => void
}

/** As many places are remembered; those that have not failed for longest are forgotten first. */
const mostPlaces = 10_000

export function createFailureLog({ max, windowMs }: FailureLimit): FailureLog {
  const places = new Map<string, number[]>()
  const recent = (place: string, now: number) =>
    (places.get(place) ?? []).filter((time) => time > now - windowMs)
  return {
    waitMs: (place, now) => {
      const times = recent(place, now)
      const nth = times[times.length - max]
      return nth === undefined ? 0 : nth + windowMs - now
    },
    add: (place, now) => {
      const times = [...recent(place, now), now]
      places.delete(place)
      places.set(place, times)
      for (const oldest of places.keys()) {
        if (places.size <= mostPlaces) break
        places.delete(oldest)
      }
      return () => {
        const kept = places.get(place)
        const index = kept?.indexOf(now) ?? -1
        if (index >= 0) kept?.splice(index, 1)
        if (kept?.length === 0) places.delete(place)
      }
    },
  }
}
