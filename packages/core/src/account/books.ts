import type { Account } from './account.js'

const dayMs = 86_400_000

/** How an account's ledger entries are kept: for how long, and whether their changes are told to a callback. */
export function booksOf(account: Pick<Account, 'ledgerDays' | 'callback'>): {
  retentionMs: number
  outbox: boolean
} {
  return { retentionMs: account.ledgerDays * dayMs, outbox: account.callback !== undefined }
}
