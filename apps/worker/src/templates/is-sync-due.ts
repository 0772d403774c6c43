import type { LastSync, TemplateSource } from '@disparo/core/internal/catalogue'

/** A file costs nothing to read, and whoever changes it wants to see that. */
const everyMs = { broker: 3_600_000, file: 60_000 } as const
/** After a failure. */
const againMs = 300_000
/** Of many workers that start one reads, where it is as long ago. */
const restartMs = 60_000

interface SyncTerms {
  readonly source: TemplateSource
  /** A mark of the settings by which this worker reads. */
  readonly from: string
  /** It has not looked since it started: whoever restarts a worker may have changed what it reads. */
  readonly isFirst: boolean
  /** Epoch ms, by Redis's clock, as all times here. */
  readonly now: number
}

/** Whether the templates are to be read from their source now. */
export function isSyncDue(last: LastSync, { source, from, isFirst, now }: SyncTerms): boolean {
  if (last.askedAt >= last.triedAt) return true
  const age = now - last.triedAt
  if (isFirst && (last.failed || last.from !== from || age > restartMs)) return true
  return age >= (last.failed ? Math.min(againMs, everyMs[source]) : everyMs[source])
}
