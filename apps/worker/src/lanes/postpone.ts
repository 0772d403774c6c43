import type { BeginResult } from '@disparo/core/internal/ledger'
import { bulkPriority } from '@disparo/core/internal/queue'
import { DelayedError, type Job } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** The clock that says when it expires is not this one: it must not ask again and again until they agree. */
const shortestMs = 1_000

/**
 * A message that was refused, or whose template is, lets others go first for `ms`; one that may not go yet (`why`) sleeps until it may. It spends
 * no attempt.
 */
export async function postpone(
  { lane }: Pick<LaneDeps, 'lane'>,
  job: Job,
  { ms, first, why, at, expiresAt }: Omit<Extract<BeginResult, { kind: 'postponed' }>, 'kind'>,
): Promise<never> {
  const now = Date.now()
  const expiry = Math.max(now + shortestMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  const priority = why ? bulkPriority.held : first ? bulkPriority.retry : bulkPriority.first
  // Together, for there may be many of them, and neither waits for the other.
  await Promise.all([
    lane === 'bulk' && job.priority !== priority && job.changePriority({ priority }),
    job.moveToDelayed(Math.min(at?.getTime() ?? now + ms, expiry), job.token),
  ])
  throw new DelayedError()
}
