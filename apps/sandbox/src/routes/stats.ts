import type { Counts, Sandbox } from '../state.js'

interface Stats extends Counts {
  /** Messages: POSTs answered 200, or accepted and dropped; of 50.01 requests each contact. */
  readonly accepted: number
  /** Different contents among them. */
  readonly messages: number
  /** `accepted - messages` */
  readonly duplicates: number
  /** The most template requests of one account, however answered (401 and 403 aside), in any sliding window. */
  readonly maxInWindow: number
  readonly limit: number
  readonly windowMs: number
}

export function statsOf({ state, settings }: Sandbox): Stats {
  const accepted = state.arrivals.all().length
  const messages = state.arrivals.distinct()
  const peaks = [...state.accounts.values(), state.nobody].map((account) => account.peak.highest())
  return {
    accepted,
    messages,
    duplicates: accepted - messages,
    ...state.counts,
    maxInWindow: Math.max(...peaks),
    limit: settings.limit.max,
    windowMs: settings.limit.windowMs,
  }
}
