import type { Account } from './account.js'

/** How many requests for statuses may be made in a window: for the report (seed 001), or over XML by 50.02 (seed 000 names none). */
export function statusLimitOf({
  transport,
  xml,
  reconcile,
}: Pick<Account, 'transport' | 'xml' | 'reconcile'>): { readonly max: number; readonly windowMs: number } {
  return transport === 'xml' ? xml.statusLimit : reconcile.limit
}
