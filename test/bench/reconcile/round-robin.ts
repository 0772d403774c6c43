import type { Plan, PlannerInput } from '@disparo/core/reconcile'

/**
 * What one would write first: a page after the other through everything that is open, from the oldest to the newest, and
 * again; as evenly as the quota allows.
 */
export function createRoundRobin(slicesPerPage: number): (input: PlannerInput) => Plan {
  let next = 0
  return ({ slices, quota, now }) => {
    const evenly = (quota.lastAt ?? Number.NEGATIVE_INFINITY) + quota.windowMs / quota.max
    const ms = Math.max(quota.nextInMs, evenly - now)
    if (ms > 0) return { kind: 'wait', ms }
    const open = (index: number) => (slices[index]?.open ?? 0) > 0
    if (next >= slices.length) next = 0
    while (next < slices.length && !open(next)) next++
    const first = slices[next]
    if (first === undefined) return { kind: 'idle' }
    const last = slices[Math.min(next + slicesPerPage, slices.length) - 1] ?? first
    next += slicesPerPage
    return { kind: 'scan', first: first.n, last: last.n }
  }
}
