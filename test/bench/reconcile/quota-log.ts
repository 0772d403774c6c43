import type { ReportQuota } from '@disparo/core/reconcile'

/** 001, "Relatório via API": "60 requisições em janela de 10 minutos". */
export const REPORT_LIMIT = { max: 60, windowMs: 600_000 }

/** The report's quota as the gate keeps it: a sliding log of requests. Refuses nothing; `mostInWindow` tells. */
export interface QuotaLog {
  at(now: number): ReportQuota
  take(now: number): void
  readonly taken: number
  mostInWindow(): number
}

export function openQuotaLog(): QuotaLog {
  const { max, windowMs } = REPORT_LIMIT
  const log: number[] = []
  let oldest = 0
  const forget = (now: number) => {
    while (oldest < log.length && (log[oldest] as number) <= now - windowMs) oldest++
  }
  return {
    at(now) {
      forget(now)
      const left = max - (log.length - oldest)
      const nextInMs = left > 0 ? 0 : (log[oldest] as number) + windowMs - now
      return { left, max, windowMs, nextInMs, lastAt: log.at(-1) }
    },
    take: (now) => void log.push(now),
    get taken() {
      return log.length
    },
    mostInWindow() {
      let most = 0
      let first = 0
      for (const [index, at] of log.entries()) {
        while ((log[first] as number) <= at - windowMs) first++
        most = Math.max(most, index - first + 1)
      }
      return most
    },
  }
}
