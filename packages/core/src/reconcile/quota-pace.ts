/** What is left of the report's quota (001, "Relatório via API": 60 requests in 10 minutes), as the gate knows it. */
export interface ReportQuota {
  readonly left: number
  readonly max: number
  readonly windowMs: number
  /** Until one more permit comes free, when `left` is 0. */
  readonly nextInMs: number
  /** When the last request began, in epoch ms. Default: when the last scan of any slice did. */
  readonly lastAt?: number | undefined
}

export function paceMs(quota: ReportQuota, lastAt: number | undefined, now: number): number {
  if (quota.left < 1) return Math.max(1, quota.nextInMs)
  if (lastAt === undefined) return 0
  const even = quota.windowMs / quota.max
  const used = 1 - quota.left / quota.max
  const share = used < 0.1 ? 0.5 : 0.9 + 0.1 * used
  return Math.max(0, lastAt + even * share - now)
}
