import type { Account } from '@disparo/core/internal/account'

/** How old (ms) a permit may be when the POST begins: as much as the safety margin covers. An older one is let go. */
export function maxPermitAgeMs({ safetyMarginMs }: Pick<Account, 'safetyMarginMs'>): number {
  return Math.max(250, safetyMarginMs)
}

/** Between `begin` and the end of its POST, at most (ms). */
export function longestAttemptMs(account: Pick<Account, 'safetyMarginMs' | 'requestTimeoutMs'>): number {
  return maxPermitAgeMs(account) + account.requestTimeoutMs
}
