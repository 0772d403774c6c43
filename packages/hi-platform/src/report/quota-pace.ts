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

/** The time between requests that are spread evenly. */
export function evenPaceMs({ max, windowMs }: ReportQuota): number {
  return windowMs / max
}

/**
 * How long the next request has to wait, in ms. Requests are spread almost evenly, or a burst would leave us blind for
 * the rest of the window; faster by half only while hardly any was used, so that a message in an idle account is soon
 * looked at, and by up to a twentieth else, to catch up on what was lost to latency.
 */
export function paceMs(quota: ReportQuota, lastAt: number | undefined, now: number): number {
  if (quota.left < 1) return Math.max(1, quota.nextInMs)
  if (lastAt === undefined) return 0
  const used = 1 - quota.left / quota.max
  const share = used < 0.1 ? 0.5 : 0.95 + 0.05 * used
  return Math.max(0, lastAt + evenPaceMs(quota) * share - now)
}
