import type { ReportQuota } from '@disparo/hi-platform/report'

/** 001, "Relatório via API": "60 requisições em janela de 10 minutos". */
export const REPORT_LIMIT = { max: 60, windowMs: 600_000 }
/** The worker's gate keeps each permit so much longer, because requests overtake each other on the way. */
const marginMs = 1_000

/** The report's quota as the worker's gate keeps it: a sliding log. It refuses nothing; `mostInWindow` tells on who asks. */
interface QuotaLog {
  at(now: number): ReportQuota
  take(now: number): void
  taken(): number
  /** The most requests there were in any window of the limit, without the margin. */
  mostInWindow(): number
}

export function openQuotaLog(): QuotaLog {
  const { max } = REPORT_LIMIT
  const windowMs = REPORT_LIMIT.windowMs + marginMs
  const log: number[] = []
  let oldest = 0
  return {
    at(now) {
      while (oldest < log.length && (log[oldest] as number) <= now - windowMs) oldest++
      const left = max - (log.length - oldest)
      const nextInMs = left > 0 ? 0 : (log[oldest] as number) + windowMs - now
      return { left, max, windowMs, nextInMs, lastAt: log.at(-1) }
    },
    take: (now) => void log.push(now),
    taken: () => log.length,
    mostInWindow() {
      let most = 0
      let first = 0
      for (const [index, at] of log.entries()) {
        while ((log[first] as number) <= at - REPORT_LIMIT.windowMs) first++
        most = Math.max(most, index - first + 1)
      }
      return most
    },
  }
}
