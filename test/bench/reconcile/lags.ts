export interface LagSummary {
  readonly count: number
  readonly sumMs: number
  readonly p50Ms: number
  readonly p95Ms: number
}

export interface Lags {
  add(lagMs: number): void
  summary(): LagSummary
}

export function createLags(capacity: number): Lags {
  const lags = new Float64Array(capacity)
  let count = 0
  return {
    add: (lagMs) => {
      lags[count++] = lagMs
    },
    summary() {
      const sorted = lags.slice(0, count).sort()
      const quantile = (share: number) => sorted[Math.min(count - 1, Math.floor(share * count))] ?? 0
      return {
        count,
        sumMs: sorted.reduce((sum, lag) => sum + lag, 0),
        p50Ms: quantile(0.5),
        p95Ms: quantile(0.95),
      }
    },
  }
}
