import { type RowsToEnqueue, RowTally } from '../receipt.js'
import { checkEffects } from './check-effects.js'
import { importRows, type RowTimes } from './enqueue-many.js'
import type { EnqueueManyDeps, EnqueueManyOptions } from './enqueue-many-options.js'
import type { ClassifiedRow } from './known-rows.js'
import { type CountedRows, mostNamed } from './named-rows.js'
import type { SuspiciousRow } from './row-warnings.js'

/** What a check has found. */
interface Checked extends RowTimes {
  readonly receipt: RowsToEnqueue
  /** How many rows may go at once. */
  readonly atOnce: number
  readonly named: CountedRows & { readonly suspicious: readonly SuspiciousRow[] }
}

/** A row that would be enqueued. */
export interface NewRow extends ClassifiedRow {
  /** It would not be sent if it were its turn now. */
  readonly isSuppressed: boolean
}

/**
 * Goes the way of `enqueueMany`, and enqueues nothing.
 * @param onNew told of the rows that would be enqueued; without it nobody wants to know of quotas, either
 * @throws as `enqueueMany`, but for a quota that is used up: that is told
 */
export async function checkMany(
  deps: EnqueueManyDeps,
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  options: EnqueueManyOptions,
  onNew?: (rows: readonly NewRow[]) => Promise<void>,
): Promise<Checked> {
  let atOnce = 0
  let isThere = false
  const { key, into, source } = options
  const isFresh = key === undefined && into === undefined && source === undefined
  const tally = new RowTally(onNew ? mostNamed : 0)
  /** Of the rows that are added next. */
  const suppressed = new Set<ClassifiedRow['submission']>()
  const { effects, exceeded } = checkEffects(deps, {
    isFresh,
    onNew: async (rows) => {
      atOnce += rows.filter(({ submission }) => goesAtOnce(submission)).length
      const isSuppressed = ({ submission }: ClassifiedRow) => suppressed.has(submission)
      await onNew?.(rows.map((row) => ({ ...row, isSuppressed: isSuppressed(row) })))
      suppressed.clear()
    },
  })
  const open: typeof effects.open = async (input) => {
    const batch = await effects.open(input)
    isThere = batch?.known ?? false
    return batch
  }
  const lookUp: typeof effects.lookUp = async (submissions) => {
    const refusals = await effects.lookUp(submissions)
    const isCapped = (index: number) => 'cappedUntil' in (refusals[index] ?? {})
    for (const [index, each] of submissions.entries())
      if ('suppressed' in (refusals[index] ?? {})) suppressed.add(each)
    atOnce -= submissions.filter((each, index) => goesAtOnce(each) && isCapped(index)).length
    return refusals
  }
  const { receipt, ...times } = await importRows(
    { ...deps, effects: { ...effects, open, lookUp } },
    rows,
    options,
    tally,
  )
  const { id, ...counts } = receipt
  const { messages, until } = tally.quiet
  const over = onNew ? await exceeded() : undefined
  return {
    receipt: {
      ...(isThere ? { id } : {}),
      ...counts,
      ...(over ? { overQuota: { quota: over.quota, max: over.max } } : {}),
      ...(messages > 0 ? { quiet: { messages, until: new Date(until).toISOString() } } : {}),
    },
    ...times,
    atOnce,
    named: { ...tally.names.list(), suspicious: tally.suspicions.named() },
  }
}

function goesAtOnce({
  delayMs,
  opensAt = 0,
}: Pick<ClassifiedRow['submission'], 'delayMs' | 'opensAt'>): boolean {
  return delayMs === 0 && opensAt <= Date.now()
}
