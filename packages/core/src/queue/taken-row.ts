import type { RowPlace } from './receipt.js'
import type { Submission } from './submission.js'

/** A good row of a batch, before it is known whether it is new. */
export interface TakenRow extends RowPlace {
  readonly submission: Submission
  /** What it is known by, unless it differs in `sendAt` from a row before it; none where rows are known by their place. */
  readonly mark?: Buffer | undefined
}

/** What a batch knows of a row. */
export interface ToldRow extends TakenRow {
  /** The message's. */
  readonly id: string
  /** What it is reserved by; none where rows are known by their place. */
  readonly mark?: Buffer | undefined
  /**
   * `new`: nobody knows of it. `doubtful`: it was reserved, and perhaps enqueued. `noted`: it was enqueued. `again`: it
   * came before in this call, with the same key.
   */
  readonly standing: 'new' | 'doubtful' | 'noted' | 'again'
}

/** How a batch tells rows it has from new ones. */
export interface KnownRows {
  /** The mark of a row that is not alike to another. */
  markOf(submission: Submission): Buffer | undefined
  /** Counts those that are no messages of their own, and tells of the others, in the order of their rows. */
  tell(rows: readonly TakenRow[]): ToldRow[]
  /** Reserves those that are new; answers the same rows, some of which may be doubtful by now. */
  reserve(rows: readonly ToldRow[]): Promise<ToldRow[]>
  /** Where a row stands in the batch, once it is reserved. */
  placeOf(row: ToldRow): number
  /** The places, in order, of messages that were enqueued before this call and are not in it. */
  unseen(): number[]
}
