import type { Account } from './account.js'

const dayMs = 86_400_000

/** How an account's ledger entries are kept: for how long, whether their changes are told, and whether webhooks find them. */
export function booksOf(account: Pick<Account, 'ledgerDays' | 'callback' | 'webhookSecret'>): {
  retentionMs: number
  outbox: boolean
  findable: boolean
} {
  return {
    retentionMs: account.ledgerDays * dayMs,
    outbox: account.callback !== undefined,
    findable: account.webhookSecret !== undefined,
  }
}
