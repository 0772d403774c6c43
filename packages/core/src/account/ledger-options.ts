import type { Account } from './account.js'

const dayMs = 86_400_000

/** How an account's ledger entries are kept: for how long, whether their changes are told, and whether webhooks find them. */
export function ledgerOptionsOf(
  account: Pick<Account, 'ledgerDays' | 'callback' | 'webhookSecret' | 'transport' | 'halt' | 'canaryWaitMs'>,
): {
  retentionMs: number
  outbox: boolean
  findable: boolean
  sharedUpstreamIds: boolean
  halt: { after: number; share: number; dropIns: boolean; canaryWaitMs: number }
} {
  const { halt, canaryWaitMs } = account
  return {
    halt: { ...(halt || { after: 0, share: 1, dropIns: false }), canaryWaitMs },
    retentionMs: account.ledgerDays * dayMs,
    outbox: account.callback !== undefined,
    findable: account.webhookSecret !== undefined,
    sharedUpstreamIds: account.transport === 'xml',
  }
}
