import { type Account, statusLimitOf } from '@disparo/core/internal/account'
import { readQuota } from '@disparo/core/internal/gate'
import {
  countForeignItems,
  readLowCoverage,
  readMissingMessages,
  readSlices,
  reportLagMs,
  reportQuota,
} from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

/** How statuses are followed. */
export interface ReportStats {
  /** Messages whose status may still change, and the slices they are in. */
  readonly openMessages: number
  readonly openSlices: number
  /**
   * Seconds since the end of the oldest open slice that no scan has ever covered; 0 when there is none. Absent where
   * there is no report to scan, as over XML, which is asked message by message.
   */
  readonly lag?: number
  readonly quotaUsed: number
  readonly quotaMax: number
  /** Items in the report that are none of ours. */
  readonly foreign: number
  /** Messages accepted that the report never showed. */
  readonly missingMessages: number
  /** In which field the report differs from what was sent, where it shows less than half of what was accepted lately. */
  readonly unmatchedBy?: string
}

/** Takes time that grows with the slices followed: some 130 of them when messages went out without a pause for 72 hours. */
export async function readReportStats(
  redis: Redis,
  { account, keys, now }: { account: Account; keys: AccountKeys; now: number },
): Promise<ReportStats> {
  const limit = statusLimitOf(account)
  const [slices, { left }, foreign, missingMessages, unmatched] = await Promise.all([
    readSlices(redis, keys),
    readQuota(redis, reportQuota(keys, limit)),
    countForeignItems(redis, keys),
    readMissingMessages(redis, keys),
    readLowCoverage(redis, keys),
  ])
  const open = slices.filter((slice) => slice.open > 0)
  return {
    openMessages: open.reduce((sum, slice) => sum + slice.open, 0),
    openSlices: open.length,
    ...(account.transport === 'rest' ? { lag: reportLagMs(open, now) / 1_000 } : {}),
    quotaUsed: limit.max - left,
    quotaMax: limit.max,
    foreign,
    missingMessages,
    ...(unmatched ? { unmatchedBy: unmatched.field } : {}),
  }
}
