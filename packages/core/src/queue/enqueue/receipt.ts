import { maxRejectedRows } from '../../ledger/index.js'
import { codingOf, type FieldProblem, type Lane } from '../../message/index.js'
import { DueTimes } from '../lanes/due-times.js'
import type { EndlessReason } from '../lanes/estimate.js'
import type { QuotaName } from './quota.js'
import { RowNames } from './rows/named-rows.js'
import { type Suspicion, suspicionLog } from './rows/row-warnings.js'

/** Whether somebody is there who sends. */
export interface WorkerPresence {
  /** `false`: no worker of the account has shown itself for 20 s; nothing is sent until one runs. Absent where that cannot be told. */
  readonly hasWorker?: boolean
}

/** What the caller gets for an enqueued message. */
export interface SendReceipt extends WorkerPresence {
  readonly id: string
  readonly lane: Lane
  /** `false`: this key was known already, and nothing new was enqueued. */
  readonly created: boolean
  /** For which reason (`suppressed-opt-out` …) it would not be sent if it were its turn now; absent where it would. */
  readonly suppressed?: string
  /** It is due within quiet hours, and goes from then on; ISO 8601, UTC. */
  readonly quietUntil?: string
  /** Its person has had as much marketing as the cap allows, and it goes then at the earliest; ISO 8601, UTC. */
  readonly cappedUntil?: string
  /** What does not go with its template, where the account's `templates.enforce` is `warn`; absent where nothing is. */
  readonly warnings?: readonly FieldProblem[]
}

/** `row` counts from 1, in the order of the input (a CSV's header is no row); `line` as an editor or a spreadsheet counts. */
export interface RowProblem extends FieldProblem {
  readonly row: number
  readonly line?: number
  /** Of a table, the column that it is about, from 1. */
  readonly column?: number
}

/** What was wrong in many rows: all are counted, the first 1,000 problems are named. */
export interface RowsChecked {
  /** Rows read. */
  readonly rows: number
  /** Bad rows. */
  readonly rejected: number
  readonly problems: readonly RowProblem[]
  /** What looks like a mistake in good rows; each kind once. */
  readonly suspicions: readonly Suspicion[]
}

/** What became of the good rows of a batch. */
export interface RowCounts {
  /** Enqueued by this call. */
  readonly enqueued: number
  /** Enqueued in this batch before, whatever became of them. */
  readonly unchanged: number
  /** Alike to another row of this call in person, content and `sendAt`: they are one message. */
  readonly repeated: number
  /** Rows whose own key is that of a message enqueued elsewhere: not enqueued again, not part of this batch. */
  readonly duplicates: number
  /** Rows for a person who has another row with different content; enqueued, unless `unique` leaves them out. */
  readonly samePerson: number
  /** Of those enqueued: so many would not be sent if it were their turn now, for their persons are suppressed, or have had enough. */
  readonly suppressed: number
}

/**
 * What the caller gets for a batch: `rows = enqueued + unchanged + repeated + duplicates + rejected`, and `samePerson`
 * where `unique` leaves those out.
 */
export interface BatchReceipt extends RowsChecked, RowCounts, WorkerPresence {
  readonly id: string
  readonly lane: Lane
  /** Messages of the batch that were cancelled, for they are not in this input (`replace`). */
  readonly withdrawn: number
  /** The batch that an input of this name (`source`) became within a day. */
  readonly earlier?: string
  /** Where nothing of it goes until somebody says so (`resumeBatch`): how it stands. */
  readonly state?: StoppedBatchState
  /**
   * When all its messages will have been sent, by the limit, what waits, and the `sendAt` of rows; ISO 8601, UTC. `null` where nobody can
   * know; absent where it has none, or no worker runs.
   */
  readonly estimatedDoneAt?: string | null
  /** Given where `estimatedDoneAt` is `null`. */
  readonly estimatedDoneReason?: EndlessReason
}

/** A batch of which nothing goes, until somebody resumes it or for good. */
export type StoppedBatchState = 'paused' | 'halted' | 'cancelled'

/** A receipt as it would be. The batch is named where it is there already. */
export interface RowsToEnqueue extends Omit<BatchReceipt, 'id'> {
  readonly id?: string
  /** What would keep out some of the rows now. */
  readonly overQuota?: { readonly quota: QuotaName; readonly max: number }
  /** So many messages wait for their hours; the first of them goes then at the earliest. ISO 8601, UTC. */
  readonly quiet?: { readonly messages: number; readonly until: string }
}

const problemsNamed = 1_000

/** Counts rows while they are read, and keeps the first problems. */
export class RowTally {
  rows = 0
  rejected = 0
  readonly counts: { -readonly [Name in keyof RowCounts]: number } = {
    ...{ enqueued: 0, unchanged: 0, repeated: 0, duplicates: 0, samePerson: 0, suppressed: 0 },
  }
  readonly problems: RowProblem[] = []
  readonly suspicions
  readonly names: RowNames
  /** Messages of the batch that may not go at once. */
  readonly due = new DueTimes()
  /** When the last of those may go that wait for their persons' caps, epoch ms. */
  cappedUntil = 0
  /** Some of them keep quiet hours. */
  keepsHours = false
  /** Those of `due` that are in their lane already, and wait for their hour only. */
  held = 0
  /** Messages that wait for their hours, and when the first of them may go (epoch ms). */
  readonly quiet = { messages: 0, until: Number.POSITIVE_INFINITY }
  #told: RowProblem[] = []
  #toldInAll = 0

  /** @param named how many rows of each kind are named, beyond those that receipts name. Default: none */
  constructor(named = 0) {
    this.names = new RowNames(named)
    this.suspicions = suspicionLog(named)
  }

  /** The number of the row that comes now. */
  next(): number {
    this.rows += 1
    return this.rows
  }

  /** Rows of which it is known what became of them; others may be read already. */
  decided(): number {
    const { enqueued, unchanged, repeated, duplicates } = this.counts
    return enqueued + unchanged + repeated + duplicates + this.rejected
  }

  /** A row that is no message of its own, or goes all the same. */
  count(as: Parameters<RowNames['note']>[0], row: RowPlace): void {
    this.counts[as] += 1
    this.names.note(as, row)
  }

  /** It would not be sent if it were its turn now. */
  suppress(row: RowPlace, reason: string): void {
    this.counts.suppressed += 1
    this.names.noteSuppressed(row, reason)
  }

  waitForHours(opensAt: number): void {
    this.quiet.messages += 1
    this.quiet.until = Math.min(this.quiet.until, opensAt)
  }

  reject(place: RowPlace, problems: readonly FieldProblem[]): void {
    this.rejected += 1
    for (const each of problems) {
      const problem = problemAt(place, each)
      if (this.problems.length < problemsNamed) this.problems.push(problem)
      if (this.#toldInAll++ < maxRejectedRows) this.#told.push(problem)
    }
  }

  /** The problems since the last call, as long as more of them are remembered. */
  takeNewProblems(): readonly RowProblem[] {
    return this.#told.splice(0)
  }

  checked(): RowsChecked {
    const { rows, rejected, problems } = this
    return { rows, rejected, problems, suspicions: this.suspicions.list() }
  }
}

/** Where a row stands, and its fields. */
export interface RowPlace {
  readonly row: number
  readonly line: number | undefined
  readonly pathOf: (path: string) => string
  /** The column of a table that a field is filled by, from 1. */
  readonly columnOf?: ((path: string) => number | undefined) | undefined
}

function problemAt(
  { row, line, pathOf, columnOf }: RowPlace,
  { path, message, ...others }: FieldProblem,
): RowProblem {
  const column = columnOf?.(path)
  return {
    ...{ row, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
    ...{ path: pathOf(path), message, ...codingOf(others) },
  }
}
