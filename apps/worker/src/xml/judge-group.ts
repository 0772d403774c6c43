import { type GroupNews, hearGroup } from '@disparo/core/internal/gate'
import type { Settlement } from '@disparo/core/internal/ledger'
import type { Outcome } from '@disparo/hi-platform/rest'
import type { LaneDeps } from '../lane-deps.js'
import { sameForAll, settlementOf } from '../what-follows.js'

/** What is settled of a group. A refusal that is the same for all is no message's; one that speaks of a contact is one's. */
export async function judgeGroup(
  { account, lane }: Pick<LaneDeps, 'account' | 'lane'>,
  group: { readonly outcome: Outcome | undefined; readonly size: number; readonly noted: Promise<boolean> },
): Promise<{ readonly settlement: Settlement; readonly isSplit: boolean }> {
  const { outcome, size, noted } = group
  const settlement = settlementOf(outcome, { account, lane })
  if (outcome?.kind !== 'rejected') return { settlement, isSplit: false }
  if (await noted) return { settlement: sameForAll(outcome, account.outage), isSplit: false }
  const isSplit = size > 1 && outcome.of === 'contact'
  return { settlement: isSplit ? { ...settlement, status: 'enqueued', spend: 'never' } : settlement, isSplit }
}

/** Tells the groups to come how this one went. Answers whether its refusal is the same for all. Never throws. */
export async function noteGroup(
  { redis, keys, account }: Pick<LaneDeps, 'redis' | 'keys' | 'account'>,
  outcome: Outcome | undefined,
  size: number,
): Promise<boolean> {
  const news = groupNews(outcome, size)
  return news ? await hearGroup(redis, keys, news, account.xml.groupMax).catch(() => false) : false
}

function groupNews(outcome: Outcome | undefined, size: number): GroupNews | undefined {
  switch (outcome?.kind) {
    case undefined:
      return undefined
    case 'accepted':
      return { kind: 'through', size }
    case 'rejected':
      return { kind: 'refused', size, said: outcome.detail }
    case 'throttled':
      // A 429 counts requests: smaller ones would be more of them.
      return outcome.said === undefined ? undefined : { kind: 'strain' }
    case 'account-fault':
    case 'unavailable':
    case 'unknown':
      return { kind: 'strain' }
  }
}
