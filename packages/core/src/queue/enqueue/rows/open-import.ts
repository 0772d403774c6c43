import type { PreviousImport } from '../../../ledger/index.js'
import type { Lane } from '../../../message/index.js'
import { BatchCancelledError } from '../../batch-control/batch-cancelled-error.js'
import { UnknownBatchError } from '../../batch-control/unknown-batch-error.js'
import { batchId } from '../../lanes/message-id.js'
import type { RowTally } from '../receipt.js'
import { batchRetentionMs } from './batch-retention.js'
import type { EnqueueManyOptions } from './enqueue-many-options.js'
import type { ImportDeps } from './import-effects.js'
import type { KnownRows } from './known-rows.js'
import { rowsByContent } from './rows-by-content.js'
import { rowsByPlace } from './rows-by-place.js'

/**
 * An input of this name was enqueued within a day, and not all of it: whoever is in both would get it twice. Enqueue it
 * `into` that batch, or say that it is `anew`. Nothing was enqueued.
 */
export class ChangedSourceError extends Error {
  readonly code = 'CHANGED_SOURCE'
  readonly earlier: PreviousImport

  constructor(earlier: PreviousImport) {
    const what = earlier.unfinished ? 'broke off' : `left ${earlier.rejectedRows} rows behind`
    super(
      `An input of this name became batch ${earlier.id}, which ${what}: correct that one, or say that this is another`,
    )
    this.name = 'ChangedSourceError'
    this.earlier = earlier
  }
}

/** The batch's rows are known by their place, so that none can be told from its correction. Nothing was enqueued. */
export class CannotCorrectError extends Error {
  readonly code = 'CANNOT_CORRECT'
  readonly id: string

  constructor(id: string) {
    super(`Batch ${id} knows its rows by their place, not by what they say: send corrections as a new batch`)
    this.name = 'CannotCorrectError'
    this.id = id
  }
}

/** Which batch the rows go into, and which one an input of the same name became within a day. */
export async function refuseChangedSource(
  { account, effects }: ImportDeps,
  { source, anew, into, key }: EnqueueManyOptions,
): Promise<{ readonly id: string; readonly earlier: string | undefined }> {
  const id = into ?? batchId(account, key)
  if (source === undefined || into !== undefined) return { id, earlier: undefined }
  const earlier = await effects.previousImport(source)
  if (earlier === undefined || earlier.id === id) return { id, earlier: undefined }
  if (!anew && (earlier.unfinished || earlier.rejectedRows > 0)) throw new ChangedSourceError(earlier)
  return { id, earlier: earlier.id }
}

export interface OpenImport {
  readonly lane: Lane
  readonly known: KnownRows
}

/** Opens the batch, which is noted down where it is new, and reads what it knows of rows. */
export async function openImport(
  deps: ImportDeps,
  {
    id,
    options,
    tally,
  }: { readonly id: string; readonly options: EnqueueManyOptions; readonly tally: RowTally },
): Promise<OpenImport> {
  const { effects } = deps
  const { into, source, lane, rowsBy = 'content', retentionMs, name, createdBy, format } = options
  const { canary, maxPerMinute } = options
  const open = await effects.open({
    ...{ id, lane, rowsBy, mustBeKnown: into !== undefined, canary, maxPerMinute },
    origin: { name, createdBy, source: format ?? 'library' },
    retentionMs: batchRetentionMs([], { now: Date.now(), retentionMs }),
  })
  if (open === undefined) throw new UnknownBatchError(id)
  if (open.state === 'cancelled') throw new BatchCancelledError(id)
  const { secret } = open
  if (into !== undefined && secret === undefined) throw new CannotCorrectError(id)
  if (source !== undefined) await effects.recordImport({ name: source, id })
  const places = async (which: 'noted' | 'withdrawn') =>
    (open.known && (await effects.places(id, which))) || Buffer.alloc(0)
  const [noted, withdrawn] = await Promise.all([
    places('noted'),
    // Only a correction brings back what was withdrawn: a request that is repeated changes nothing.
    into === undefined ? Buffer.alloc(0) : places('withdrawn'),
  ])
  const known =
    secret === undefined
      ? rowsByPlace({ account: deps.account, id }, open, noted)
      : await rowsByContent(
          { ...deps, id, tally },
          { ...open, secret },
          { noted, withdrawn, options, retentionMs },
        )
  return { lane: open.lane, known }
}
