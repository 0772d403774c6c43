interface RequestQuotaOptions {
  readonly max: number
  readonly windowMs: number
}

/** How a user's quota stands after a request. */
interface QuotaUsage {
  readonly admitted: boolean
  readonly limit: number
  readonly remaining: number
  /** Whole seconds left in the window, rounded up. */
  readonly resetSeconds: number
}

/** Times are milliseconds of a clock that never goes back. */
export interface RequestQuota {
  take(user: string, now: number): QuotaUsage
}

/**
 * Counts each user's requests in a window of its own that begins with the first request after the last one ended:
 * "Passado o tempo especificado, o limite é reiniciado" (seed 001, "Cotas de consumo"). It is kept in this process: it
 * only keeps one program from using the door up, while the limit of what is sent is kept by the gate.
 */
export function createRequestQuota({ max, windowMs }: RequestQuotaOptions): RequestQuota {
  const windows = new Map<string, { readonly endsAt: number; used: number }>()
  return {
    take: (user, now) => {
      const known = windows.get(user)
      const window = known && now < known.endsAt ? known : { endsAt: now + windowMs, used: 0 }
      if (window !== known) windows.set(user, window)
      const admitted = window.used < max
      if (admitted) window.used += 1
      return {
        admitted,
        limit: max,
        remaining: max - window.used,
        // Fractions of a clock may add up to a hair more than a window.
        resetSeconds: Math.ceil(Math.min(windowMs, window.endsAt - now) / 1_000),
      }
    },
  }
}

/** The headers' names, and `Reset` in seconds left: seed 001, "Cotas de consumo". */
export function quotaHeaders({ limit, remaining, resetSeconds }: Omit<QuotaUsage, 'admitted'>) {
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(resetSeconds),
  }
}

/** Of those headers, what says that something else than the user's own quota lets nothing through for so long. */
export function exhaustedHeaders(ms: number) {
  return { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(Math.ceil(ms / 1_000)) }
}
