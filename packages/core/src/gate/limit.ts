/** What an account may send: at most `max` requests in any `windowMs`, held with `safetyMarginMs` to spare. */
export interface Limit {
  readonly max: number
  readonly windowMs: number
  readonly safetyMarginMs: number
  /** Share of `max` that bulk may not take, 0 to 0.5. */
  readonly reserve: number
}

/** How many permits may be out in the window when a message of this lane still gets one. */
export function permitsFor(lane: 'urgent' | 'bulk', limit: Limit): number {
  if (lane === 'urgent') return limit.max
  return Math.max(1, limit.max - Math.ceil(limit.max * limit.reserve))
}

/** The gate's window: the limit's own, and the margin, because requests overtake each other on the way. */
export function gateWindowMs(limit: Limit): number {
  return limit.windowMs + limit.safetyMarginMs
}

/** Bulk's step: so many jobs start together, then comes a pause. Small, so that permits come free evenly. */
const bulkStep = 8

/**
 * BullMQ's `limiter` for a lane. It only paces (its window is a fixed one); the gate holds the limit.
 * Every worker of a queue must have the same one, else a lane at rest is not seen (BullMQ's manual rate limit).
 * @param perRequest - messages that may go in one request, and so on one permit; default 1
 */
export function limiterFor(
  lane: 'urgent' | 'bulk',
  limit: Limit,
  perRequest = 1,
): { max: number; duration: number } {
  if (lane === 'urgent') return { max: limit.max * perRequest, duration: limit.windowMs }
  const max = Math.min(
    limit.max,
    Math.max(bulkStep, Math.ceil((limit.max * shortestStepMs) / limit.windowMs)),
  )
  return { max: max * perRequest, duration: Math.max(1, Math.floor((max * limit.windowMs) / limit.max)) }
}

/** With high limits the step grows instead of becoming shorter than a round trip to Redis. */
const shortestStepMs = 20

/** Messages a lane sends a second when nothing else does. */
export function ratePerSecond(lane: 'urgent' | 'bulk', limit: Limit): number {
  return (permitsFor(lane, limit) * 1_000) / gateWindowMs(limit)
}
