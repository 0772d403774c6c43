import { REPORT_LIMIT } from '../reconcile/quota-log.js'

interface QuotaAnswer {
  readonly allowed: boolean
  /** What the seed gives them: all that may be asked, what is left of it, and the seconds left in the window. */
  readonly headers: Readonly<Record<string, string>>
}

/** The report's quota as Hi Platform holds it: 60 requests in any 10 minutes. */
export function openReportQuota({ max, windowMs } = REPORT_LIMIT) {
  let taken: number[] = []
  return {
    take: (now: number): QuotaAnswer => {
      taken = taken.filter((at) => at > now - windowMs)
      const allowed = taken.length < max
      if (allowed) taken.push(now)
      const resetS = Math.ceil(((taken[0] ?? now) + windowMs - now) / 1_000)
      const headers = {
        'x-rate-limit-limit': `${max}`,
        'x-rate-limit-remaining': `${max - taken.length}`,
        'x-rate-limit-reset': `${resetS}`,
      }
      return { allowed, headers }
    },
  }
}
