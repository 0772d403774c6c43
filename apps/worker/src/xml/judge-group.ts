import { type GroupOutcome, recordGroupOutcome } from '@disparo/core/internal/gate'
import type { Settlement } from '@disparo/core/internal/ledger'
import type { Message } from '@disparo/core/internal/message'
import type { Outcome } from '@disparo/hi-platform/rest'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { refusedForAll, settlementOf } from '../sending/next-step.js'

/** What is settled of a group. A refusal that is the same for all is no message's; one that speaks of a contact is one's. */
export async function judgeGroup(
  { account, lane }: Pick<LaneDeps, 'account' | 'lane'>,
  group: {
    readonly outcome: Outcome | undefined
    readonly messages: readonly Message[]
    readonly noted: Promise<boolean>
  },
): Promise<{ readonly settlement: Settlement; readonly isSplit: boolean }> {
  const { outcome, messages, noted } = group
  const settlement = settlementOf(outcome, { account, lane }, messages)
  if (outcome?.kind !== 'rejected') return { settlement, isSplit: false }
  if (await noted) {
    const { firstPauseMs } = account.outage
    return { settlement: refusedForAll(outcome, { firstPauseMs, messages }), isSplit: false }
  }
  const isSplit = messages.length > 1 && outcome.subject === 'contact'
  return {
    settlement: isSplit ? { ...settlement, status: 'enqueued', countAttempt: 'never' } : settlement,
    isSplit,
  }
}

/** Tells the groups to come how this one went. Answers whether its refusal is the same for all. Never throws. */
export async function recordGroup(
  { redis, keys, account }: Pick<LaneDeps, 'redis' | 'keys' | 'account'>,
  outcome: Outcome | undefined,
  size: number,
): Promise<boolean> {
  const news = groupNews(outcome, size)
  return news ? await recordGroupOutcome(redis, keys, news, account.xml.groupMax).catch(() => false) : false
}

function groupNews(outcome: Outcome | undefined, size: number): GroupOutcome | undefined {
  switch (outcome?.kind) {
    case undefined:
      return undefined
    case 'accepted':
      return { kind: 'success', size }
    case 'rejected':
      return { kind: 'refused', size, refusalText: outcome.detail }
    case 'throttled':
      // A 429 counts requests: smaller ones would be more of them.
      return outcome.upstreamText === undefined ? undefined : { kind: 'failure' }
    case 'account-fault':
    case 'unavailable':
    case 'unknown':
      return { kind: 'failure' }
  }
}
