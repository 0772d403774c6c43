const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A request is looked up a first time so long after it was sent, ms. */
export const firstPollMs = 30_000

/** News come soon or late: the ages (ms) at which it is looked up again; then once a day. */
const laterLooksMs = [2 * minuteMs, 10 * minuteMs, hourMs, 6 * hourMs]

/**
 * When a request is looked up next (epoch ms), a last time at `maxAgeMs`; `undefined`: it is as old by now. A look that
 * came late counts for all that are due by then.
 */
export function nextPoll({
  sentAt,
  now,
  maxAgeMs,
}: {
  readonly sentAt: number
  readonly now: number
  readonly maxAgeMs: number
}): number | undefined {
  const age = now - sentAt
  if (age >= maxAgeMs) return undefined
  const nextAge = [firstPollMs, ...laterLooksMs].find((each) => each > age)
  return sentAt + Math.min(maxAgeMs, nextAge ?? (Math.floor(age / dayMs) + 1) * dayMs)
}
