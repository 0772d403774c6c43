import type { Events } from './traffic.js'

/** How long after they happened events were known. */
export interface LagSummary {
  readonly count: number
  readonly sumMs: number
  readonly p50Ms: number
  readonly p95Ms: number
}

interface FollowedEvents {
  /** A scan of this slice: what had happened when it began is known when it ends. Answers how many events are new. */
  learn(slice: number, seenAt: number, knownAt: number): number
  /** What nobody has learnt by the end counts as learnt at the end. */
  summary(endsAt: number): LagSummary
}

export function followEvents({ first, at }: Events): FollowedEvents {
  const next = first.slice()
  const lags = new Float64Array(at.length)
  let count = 0

  const learn = (slice: number, seenAt: number, knownAt: number): number => {
    const from = next[slice] as number
    const end = first[slice + 1] as number
    let index = from
    for (; index < end && (at[index] as number) <= seenAt; index++) {
      lags[count++] = knownAt - (at[index] as number)
    }
    next[slice] = index
    return index - from
  }

  return {
    learn,
    summary(endsAt) {
      for (let slice = 0; slice + 1 < first.length; slice++) learn(slice, endsAt, endsAt)
      const sorted = lags.subarray(0, count).sort()
      const quantile = (share: number) => sorted[Math.floor(share * count)] ?? 0
      const sumMs = sorted.reduce((sum, lag) => sum + lag, 0)
      return { count, sumMs, p50Ms: quantile(0.5), p95Ms: quantile(0.95) }
    },
  }
}
