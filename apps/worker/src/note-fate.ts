import type { SpanFacts } from '@disparo/service/tracing'
import type { Job } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** Tells the job's span, where it is traced, what has become of the message. `failed`: an attempt was made in vain. */
export function noteFate(
  { tracing, account, lane }: Pick<LaneDeps, 'tracing' | 'account' | 'lane'>,
  { id, data }: Job,
  fate: Pick<SpanFacts, 'attempt' | 'outcome' | 'reason' | 'status'>,
  failed = false,
): void {
  // What the job carries is not checked yet.
  const batch = typeof data?.batch === 'string' ? data.batch : undefined
  tracing?.note({ account: account.name, lane, message: id, batch, ...fate }, failed)
}
