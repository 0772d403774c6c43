import { longestDelayMs, type Submission } from '../submission.js'

/**
 * For how long a batch is remembered for these rows, in ms from now on: until the ledger would have let go of a message
 * that was sent at the last possible moment. One that never expires may wait as long as the ledger keeps what is done.
 * @param retentionMs how long the ledger keeps an entry
 */
export function batchRetentionMs(
  submissions: readonly Pick<Submission, 'delayMs' | 'expiresAt'>[],
  { now, retentionMs }: { readonly now: number; readonly retentionMs: number },
): number {
  const lastSendings = submissions.map(({ delayMs, expiresAt }) =>
    expiresAt === undefined ? delayMs + retentionMs : Math.min(expiresAt - now, delayMs + longestDelayMs),
  )
  return lastSendings.reduce((last, each) => Math.max(last, each), retentionMs) + retentionMs
}
