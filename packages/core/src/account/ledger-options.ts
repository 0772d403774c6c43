import type { Account } from './account.js'

const dayMs = 86_400_000

/** How an account's ledger entries are kept: for how long, whether their changes are told, and whether webhooks find them. */
export function ledgerOptionsOf(
  account: Pick<Account, 'ledgerDays' | 'callback' | 'webhookSecret' | 'transport'>,
): {
  retentionMs: number
  outbox: boolean
  findable: boolean
  sharedUpstreamIds: boolean
} {
  return {
    retentionMs: account.ledgerDays * dayMs,
    outbox: account.callback !== undefined,
    findable: account.webhookSecret !== undefined,
    sharedUpstreamIds: account.transport === 'xml',
  }
}
