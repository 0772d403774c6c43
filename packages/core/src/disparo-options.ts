import type { CatalogueState } from './catalogue/index.js'
import type { BatchSource, CountedStatus, SeriesUnit } from './ledger/index.js'
import type { Lane, MessageStatus } from './message/index.js'
import type { BatchStateName, MessageState } from './queue/index.js'
import type { Template } from './templates/index.js'

/** A date, or ISO 8601 with time and zone (`2026-11-27T09:00:00-03:00`). */
export type Moment = Date | string

/** How a message is to be treated; none of it reaches Hi Platform. */
export interface SendOptions {
  /** Idempotency key, 1 to 200 characters: the same key is the same message, however often it is enqueued. */
  readonly key?: string | undefined
  /** The key was made for this call alone: it need not be looked up. Never set it when repeating. Default `false`. */
  readonly newKey?: boolean | undefined
  /** Default: `urgent` for one-time codes, `bulk` for `category: "Marketing"`, else the account's `defaultLane`. */
  readonly lane?: Lane | undefined
  /** Not before this moment. */
  readonly sendAt?: Moment | undefined
  /** Not after this moment: still unsent by then, the message becomes `expired`. */
  readonly expiresAt?: Moment | undefined
}

export interface BatchOptions {
  /**
   * Idempotency key of the whole batch: repeating a call with it completes what was interrupted, and enqueues what is new.
   * Rows that the batch has are `unchanged`, whatever became of them.
   */
  readonly key?: string | undefined
  /** The id of a batch that the rows are corrections of, in place of a key. It is no new one, whatever has come of it. */
  readonly into?: string | undefined
  /**
   * Also cancels what of the batch has not begun and is not among these rows. Only where the input came to its end and
   * every row is good. Default `false`.
   */
  readonly replace?: boolean | undefined
  /** `to`: of rows for one person only the first is enqueued. Default: rows with different content all are. */
  readonly unique?: 'to' | undefined
  /**
   * What a row is known by. `content` (default): person, everything that is sent, and `sendAt`; rows that are alike are one
   * message. `place`: its number; each row is a message of its own. A row with a `key` is known by that.
   */
  readonly rowsBy?: 'content' | 'place' | undefined
  /** What people call the batch, 1 to 100 characters on one line. Only a new batch takes it; `renameBatch` changes it. */
  readonly name?: string | undefined
  /** Who enqueues it, up to 200 characters; shown with the batch. */
  readonly createdBy?: string | undefined
  /**
   * So many messages of a new batch, 1 to 1,000, are sent first; the others wait for what they come to, for `canaryWaitMs` at
   * most. The batch halts where more than a tenth of them (and more than one) are rejected or failed, or fewer than half are
   * accepted. Default: all go.
   */
  readonly canary?: number | undefined
  /**
   * So many messages of a new batch, 1 to 1,000,000, begin in any minute, at most, so that others go beside it; `changeBatchPace` changes it. It
   * is for the lane `bulk`. Default: as many as the account's limit allows.
   */
  readonly maxPerMinute?: number | undefined
  /** What the rows came as. Default `library`. */
  readonly format?: BatchSource | undefined
  /**
   * The name of the input, such as a file's, up to 200 characters: within a day another input of this name is refused where
   * this one left rows behind, unless it goes `into` that batch or is `anew`.
   */
  readonly source?: string | undefined
  readonly anew?: boolean | undefined
  /** Asked after the last row: whether the input came to its end. Default: it did. */
  readonly isWhole?: (() => boolean) | undefined
  /** Default `bulk`, whatever the messages are. */
  readonly lane?: Lane | undefined
  /** For every row that has no `sendAt` of its own. */
  readonly sendAt?: Moment | undefined
  /** For every row that has no `expiresAt` of its own. */
  readonly expiresAt?: Moment | undefined
  /** Called after every chunk (up to 1,000 rows). */
  readonly onProgress?:
    | ((progress: { readonly rows: number; readonly enqueued: number; readonly rejected: number }) => void)
    | undefined
}

export interface CheckOptions extends BatchOptions {
  /** `false`: only what is wrong with rows, and their counts, which is found out faster. Default `true`. */
  readonly details?: boolean | undefined
}

export interface TestOptions {
  /** The number that they go to, in any usual writing. */
  readonly to: string
  /** How many of the first good rows, 1 to 10. Default 3. */
  readonly first?: number | undefined
  /** Which rows, counted from 1, in place of the first ones: 1 to 10 of them. */
  readonly rows?: readonly number[] | undefined
}

/** Which batches, newest first. */
export interface BatchListOptions {
  readonly state?: BatchStateName | undefined
  /** Part of the name (cases and accents are one), or the start of the id; up to 100 characters. */
  readonly q?: string | undefined
  /** The `next` of the page before. */
  readonly after?: string | undefined
  /** Default 20, at most 200. */
  readonly limit?: number | undefined
}

/** Which templates, in the order of their names. */
export interface TemplateListOptions {
  /** Part of the name (cases and accents are one); up to 100 characters. */
  readonly q?: string | undefined
  /** As Meta writes it, in any case: `APPROVED`, `PAUSED` … */
  readonly status?: string | undefined
  /** The `next` of the page before. */
  readonly after?: string | undefined
  /** Default 100, at most 500. */
  readonly limit?: number | undefined
}

/** A page of the templates, and how they were read. */
export interface TemplatePage extends CatalogueState {
  readonly templates: readonly Template[]
  /** Where more follow: their `after`. */
  readonly next?: string
}

/** What came of reading the templates anew. */
export interface TemplateSync extends CatalogueState {
  /** They were read, and are in force. `false`: it is `pending`, or `failure` says why not, or no templates are configured. */
  readonly synced: boolean
  /** No worker took it up within 15 s; one does so later. */
  readonly pending: boolean
}

/** Which messages of a batch, and which page of them. */
export interface BatchMessagesOptions {
  /** The `next` of the page before. */
  readonly after?: number | undefined
  /** Default 100, at most 1,000. */
  readonly limit?: number | undefined
  /** Only those of these statuses. */
  readonly status?: readonly MessageStatus[] | undefined
  /** Only those that are rejected, failed, suppressed or unknown for this reason: Meta's `131026`, `http-400-3f9a2c`, or `http-400` for all of that kind. */
  readonly reason?: string | undefined
  /** Also what they say (`content`), of those whose job is still there: variables are personal data. Default `false`. */
  readonly content?: boolean | undefined
}

/** Which failures of a batch are sent again. */
export interface BatchRetryOptions extends ChangeOptions {
  /** Only those that are so for this reason, such as `http-503`. */
  readonly reason?: string | undefined
  /** The `next` of the call before. */
  readonly after?: number | undefined
}

/** Which counts of a batch by time. */
export interface BatchSeriesOptions {
  /** Minutes are kept for two hours. Default `hour`. */
  readonly by?: SeriesUnit | undefined
  /** Only these statuses. Default: all. */
  readonly status?: readonly CountedStatus[] | undefined
}

/** Who asks for a change. */
export interface ChangeOptions {
  /** Who does it, up to 200 characters; shown with the batch, and by `audit()`. */
  readonly by?: string | undefined
}

/** Which messages that went out, and which of them. */
export interface DispatchedOptions {
  /** To the second, by Redis's clock; both within. */
  readonly from: Moment
  readonly to: Moment
  /** Messages to leave out, from the first. Default 0. */
  readonly offset?: number | undefined
  /** Default 100, at most 1,000. */
  readonly limit?: number | undefined
}

/** A page of the messages that went out. */
export interface DispatchedMessages {
  /** How many went out in that time, whatever the page. */
  readonly total: number
  /** In the order in which they are known to have gone out. */
  readonly items: readonly MessageState[]
}

export interface Estimate {
  /** `false`: no worker of the account has shown itself for 20 s. */
  readonly hasWorker: boolean
  /** Judging by what waits and the account's limit; absent where there is no worker, for then nobody sends. */
  readonly sendAt?: Date
}
