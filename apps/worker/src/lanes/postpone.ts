import type { BeginResult } from '@disparo/core/internal/ledger'
import { bulkPriority, type JobHoldup } from '@disparo/core/internal/queue'
import { DelayedError, type Job } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

type Postponed = Omit<Extract<BeginResult, { kind: 'postponed' }>, 'kind'>

/** The clock that says when it expires is not this one: it must not ask again and again until they agree. */
const shortestMs = 1_000

/** Another cap wakes who waits for it; who was not heard of looks for itself. */
const longestForCapMs = 6 * 3_600_000

/**
 * A message that was refused, or whose template is, lets others go first for `ms`; one that may not go yet (`why`) sleeps until it may. It spends
 * no attempt.
 */
export async function postpone(
  { lane }: Pick<LaneDeps, 'lane'>,
  job: Job,
  { ms, first, why, at, expiresAt }: Postponed,
): Promise<never> {
  const now = Date.now()
  const longest = why === 'cap' ? longestForCapMs : Number.POSITIVE_INFINITY
  const expiry = Math.max(now + shortestMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  const priority = priorityOf(job, first, why)
  const until = at?.getTime() ?? now + ms
  // Together, for there may be many of them, and neither waits for the other.
  await Promise.all([
    (why === 'cap' || why === 'quiet-hours') &&
      job.updateProgress({ reason: why, until } satisfies JobHoldup),
    lane === 'bulk' && job.priority !== priority && job.changePriority({ priority }),
    job.moveToDelayed(Math.min(at?.getTime() ?? now + Math.min(ms, longest), expiry), job.token),
  ])
  throw new DelayedError()
}

/** What was promised to a message by the pace of its batch stays so while it waits for something else. */
function priorityOf(job: Job, first: boolean, why: Postponed['why'] | undefined): number {
  if (why === 'batch-pace' || job.priority === bulkPriority.promised) return bulkPriority.promised
  if (why) return bulkPriority.held
  return first ? bulkPriority.retry : bulkPriority.first
}
