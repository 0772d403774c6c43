import type { LedgerBatch } from '../../ledger/index.js'
import { settledStatuses } from '../../message/index.js'

/**
 * How a batch stands, the first that is true: `cancelled`, `halted` (it stopped by itself), `paused`, `scheduled` (nothing of it has begun, and none of it
 * may go yet), `finished` (all of it is settled), else `running`. One that is finished runs again when a message of it is
 * sent again or corrections come.
 */
export type BatchStateName = 'running' | 'scheduled' | 'paused' | 'halted' | 'finished' | 'cancelled'

export const batchStateNames = [
  'running',
  'scheduled',
  'paused',
  'halted',
  'finished',
  'cancelled',
] as const satisfies readonly BatchStateName[]

/** @param now - epoch ms */
export function judgeBatch(
  { phase, counts, total, sendAt }: Pick<LedgerBatch, 'phase' | 'counts' | 'total' | 'sendAt'>,
  now: number,
): BatchStateName {
  if (phase !== 'running' && phase !== 'canary') return phase
  if (total > 0 && counts.enqueued === total && sendAt !== undefined && sendAt > now) return 'scheduled'
  return total > 0 && settledOf(counts) >= total ? 'finished' : 'running'
}

/** How much of a batch is settled, in percent with one decimal, rounded down: 100 is all of it. */
export function percentOf({ counts, total }: Pick<LedgerBatch, 'counts' | 'total'>): number {
  return total === 0 ? 0 : Math.floor((Math.min(settledOf(counts), total) / total) * 1_000) / 10
}

function settledOf(counts: LedgerBatch['counts']): number {
  return settledStatuses.reduce((sum, status) => sum + counts[status], 0)
}
