import type { Plan, PlannerInput } from '@disparo/hi-platform/report'

/**
 * What one would write first: a page after the other through everything that is open, from the oldest to the newest, and
 * again; as evenly as the quota allows.
 */
export function createRoundRobin(slicesPerPage: number): (input: PlannerInput) => Plan {
  let next = 0
  return ({ slices, quota, now }) => {
    const evenly = (quota.lastAt ?? Number.NEGATIVE_INFINITY) + quota.windowMs / quota.max
    const ms = Math.ceil(Math.max(quota.nextInMs, evenly - now))
    if (ms > 0) return { kind: 'wait', ms }
    if (next >= slices.length) next = 0
    while (next < slices.length && slices[next]?.open === 0) next++
    const first = slices[next]
    if (first === undefined) return { kind: 'idle' }
    const last = slices[Math.min(next + slicesPerPage, slices.length) - 1] ?? first
    next += slicesPerPage
    return { kind: 'scan', first: first.n, last: last.n }
  }
}

/** As many as fit with the window's edges: one more would need a second page. */
export function slicesOnPage({
  pageSize,
  perMinute,
  sliceMs,
  earlyMs,
  lateMs,
}: {
  readonly pageSize: number
  readonly perMinute: number
  readonly sliceMs: number
  readonly earlyMs: number
  readonly lateMs: number
}): number {
  const pageMs = (pageSize / perMinute) * 60_000
  return Math.max(1, Math.floor((pageMs - earlyMs - lateMs) / sliceMs))
}
