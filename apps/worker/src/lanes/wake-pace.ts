/** How many messages may be woken: as many as `most` at once, and `perMs` more from then on. */
interface WakePace {
  /** @param now ms, of a clock that is never set back */
  allowed(now: number): number
  took(count: number): void
}

/** A wink's worth, so that a few messages never wait for the pace. */
const least = 100
/** Where a worker without the key runs beside, it may take most of what is woken, and parks it again. */
const perSent = 4
const aheadMs = 5_000

/**
 * Messages are woken somewhat faster than the limit lets them be sent, and not all at once: workers that lack their key would
 * only park them again and again.
 */
export function openWakePace(
  { max, windowMs }: { readonly max: number; readonly windowMs: number },
  /** Messages that go in one request. */
  perRequest: number,
): WakePace {
  const perMs = (perSent * max * perRequest) / windowMs
  const most = Math.max(least, perMs * aheadMs)
  let left = most
  let at = Number.NEGATIVE_INFINITY
  return {
    allowed: (now) => {
      left = Math.min(most, left + perMs * Math.max(0, now - at))
      at = now
      return Math.floor(left)
    },
    took: (count) => {
      left -= count
    },
  }
}
