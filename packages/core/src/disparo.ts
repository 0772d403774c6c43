import type { FieldProblem, Lane, MessageStatus } from './message/index.js'

/** How a message is to be treated; none of it reaches Hi Platform. */
export interface SendOptions {
  /** Idempotency key, 1 to 200 characters: the same key is the same message, however often it is enqueued. */
  readonly key?: string
  /** Default: `urgent` for one-time codes, `bulk` for `category: "Marketing"`, else the account's `defaultLane`. */
  readonly lane?: Lane
  /** Not before this moment. */
  readonly sendAt?: Date
  /** Not after this moment: still unsent by then, the message becomes `expired`. */
  readonly expiresAt?: Date
}

export interface SendReceipt {
  readonly id: string
  readonly lane: Lane
  /** `false`: this key was known already, and nothing new was enqueued. */
  readonly created: boolean
}

export interface BatchOptions {
  /** Idempotency key of the whole batch: repeating an interrupted call with the same rows and key completes it. */
  readonly key?: string
  /** Default `bulk`, whatever the messages are. */
  readonly lane?: Lane
  /** For every row that has no `sendAt` / `expiresAt` of its own. */
  readonly sendAt?: Date
  readonly expiresAt?: Date
  /** Called after every chunk (up to 1,000 rows). */
  readonly onProgress?: (progress: {
    readonly rows: number
    readonly enqueued: number
    readonly rejected: number
  }) => void
}

/** `row` counts from 1, in the order of the input (a CSV's header is no row). */
export interface RowProblem extends FieldProblem {
  readonly row: number
}

export interface BatchReceipt {
  readonly id: string
  readonly lane: Lane
  /** Rows read: `enqueued + duplicates + rejected`. */
  readonly rows: number
  readonly enqueued: number
  /** Rows whose own key is that of a message enqueued elsewhere: not enqueued again, not part of this batch. */
  readonly duplicates: number
  readonly rejected: number
  /** The first 1,000 problems; `rejected` counts every bad row. */
  readonly problems: readonly RowProblem[]
}

/** What the ledger (or, before the first attempt, the queue) knows of a message. Times are ISO 8601, UTC. */
export interface MessageState {
  readonly id: string
  readonly status: MessageStatus
  readonly lane: Lane
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly externalLabel?: string
  readonly batch?: string
  readonly row?: number
  readonly attempts: number
  readonly upstreamId?: string
  /** Why it is in this status, where that is not plain: an outcome's reason, or upstream's answer, shortened. */
  readonly detail?: string
  readonly expiresAt?: string
  readonly timeline: Partial<Record<MessageStatus, string>>
}

export interface BatchState {
  readonly id: string
  readonly lane: Lane
  readonly createdAt: string
  /** Messages in the batch (bad rows and duplicates are none of it). */
  readonly total: number
  readonly rejectedRows: number
  readonly counts: Readonly<Record<MessageStatus, number>>
}

export interface BatchPage {
  readonly messages: readonly MessageState[]
  /** Give it as `after` to get the next page; absent on the last one. */
  readonly next?: number
}
/** The library's face: one account of Hi Platform. Made by `connect`. */
export interface Disparo {
  readonly account: string
  /**
   * Enqueues one message, in the seed's form or the friendly one (see `parseMessage`).
   * @throws InvalidMessageError naming every bad field
   * @throws KeyReusedError when `key` belongs to a different message
   * @throws RedisUnavailableError within a second when Redis cannot be reached; safe to repeat with the same `key`
   */
  send(message: unknown, options?: SendOptions): Promise<SendReceipt>
  /**
   * Enqueues many as one batch, 1,000 a pipeline, in constant memory. Bad rows are reported, good ones go on.
   * A row is a message that may also have `key`, `sendAt` and `expiresAt`; a `BadRow` in the input is reported as it is.
   * @throws RedisUnavailableError when Redis cannot be reached; repeat with the same `key` to complete the batch
   */
  sendMany(rows: Iterable<unknown> | AsyncIterable<unknown>, options?: BatchOptions): Promise<BatchReceipt>
  /** Checks rows as `sendMany` would, enqueueing nothing. */
  check(
    rows: Iterable<unknown> | AsyncIterable<unknown>,
  ): Promise<Pick<BatchReceipt, 'rows' | 'rejected' | 'problems'>>
  status(id: string): Promise<MessageState | undefined>
  batch(id: string): Promise<BatchState | undefined>
  /** The batch's messages by row, `limit` (default 100, at most 1,000) at a time, after row `after` (default 0). */
  batchMessages(
    id: string,
    page?: { readonly after?: number; readonly limit?: number },
  ): Promise<BatchPage | undefined>
  /** When a message enqueued now in this lane would be sent, judging by what waits and the account's limit. */
  estimate(lane: Lane): Promise<Date>
  close(): Promise<void>
}
