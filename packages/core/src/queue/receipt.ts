import type { FieldProblem, Lane } from '../message/index.js'

/** What the caller gets for an enqueued message. */
export interface SendReceipt {
  readonly id: string
  readonly lane: Lane
  /** `false`: this key was known already, and nothing new was enqueued. */
  readonly created: boolean
}

/** `row` counts from 1, in the order of the input (a CSV's header is no row). */
export interface RowProblem extends FieldProblem {
  readonly row: number
}

/** What was wrong in many rows: all are counted, the first 1,000 problems are named. */
export interface RowsChecked {
  /** Rows read. */
  readonly rows: number
  /** Bad rows. */
  readonly rejected: number
  readonly problems: readonly RowProblem[]
}

/** What the caller gets for a batch: `rows = enqueued + duplicates + rejected`. */
export interface BatchReceipt extends RowsChecked {
  readonly id: string
  readonly lane: Lane
  readonly enqueued: number
  /** Rows whose own key is that of a message enqueued elsewhere: not enqueued again, not part of this batch. */
  readonly duplicates: number
}

const problemsNamed = 1_000

/** Counts rows while they are read, and keeps the first problems. */
export class RowTally {
  rows = 0
  rejected = 0
  readonly problems: RowProblem[] = []

  /** The number of the row that comes now. */
  next(): number {
    this.rows += 1
    return this.rows
  }

  reject(row: number, problems: readonly FieldProblem[]): void {
    this.rejected += 1
    for (const problem of problems) {
      if (this.problems.length < problemsNamed) this.problems.push({ row, ...problem })
    }
  }

  checked(): RowsChecked {
    return { rows: this.rows, rejected: this.rejected, problems: this.problems }
  }
}
