import type { RowPlace } from '../receipt.js'
import type { Submission } from '../submission.js'

/** A good row of a batch, before it is known whether it is new. */
export interface ParsedRow extends RowPlace {
  readonly submission: Submission
  /** What it is known by, unless it differs in `sendAt` from a row before it; none where rows are known by their place. */
  readonly hash?: Buffer | undefined
}

/** What a batch knows of a row. */
export interface ClassifiedRow extends ParsedRow {
  /** The message's. */
  readonly id: string
  /** What it is reserved by; none where rows are known by their place. */
  readonly hash?: Buffer | undefined
  /**
   * `new`: nobody knows of it. `doubtful`: it was reserved, and perhaps enqueued. `noted`: it was enqueued. `again`: it
   * came before in this call, with the same key.
   */
  readonly state: 'new' | 'doubtful' | 'noted' | 'again'
}

/** How a batch tells rows it has from new ones. */
export interface KnownRows {
  /** The mark of a row that is not alike to another. */
  hashOf(submission: Submission): Buffer | undefined
  /** Counts those that are no messages of their own, and tells of the others, in the order of their rows. */
  classify(rows: readonly ParsedRow[]): ClassifiedRow[]
  /** Reserves those that are new; answers the same rows, some of which may be doubtful by now. */
  reserve(rows: readonly ClassifiedRow[]): Promise<ClassifiedRow[]>
  /** Where a row stands in the batch, once it is reserved. */
  placeOf(row: ClassifiedRow): number
  /** The places, in order, of messages that were enqueued before this call and are not in it. */
  placesNotSeen(): number[]
}
