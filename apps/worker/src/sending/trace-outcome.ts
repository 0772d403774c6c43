import type { SpanAttributes } from '@disparo/service/tracing'
import type { Job } from 'bullmq'
import type { LaneDeps } from '../lanes/lane-deps.js'

/** Tells the job's span, where it is traced, what has become of the message. `failed`: an attempt was made in vain. */
export function traceOutcome(
  { tracing, account, lane }: Pick<LaneDeps, 'tracing' | 'account' | 'lane'>,
  { id, data }: Job,
  fate: Pick<SpanAttributes, 'attempt' | 'outcome' | 'reason' | 'status'>,
  failed = false,
): void {
  // What the job carries is not checked yet.
  const batch = typeof data?.batch === 'string' ? data.batch : undefined
  tracing?.annotate({ account: account.name, lane, message: id, batch, ...fate }, failed)
}
