import type { QuietHours } from './account/index.js'
import type { RowsInspected } from './check/index.js'
import type { BatchOptions, CheckOptions, Estimate, SendOptions, TestOptions } from './disparo-options.js'
import type { Lane, MessageInput, RowInput } from './message/index.js'
import type {
  BadRow,
  BatchReceipt,
  RowsToEnqueue,
  SendReceipt,
  SourceRow,
  TestsSent,
  WorkerPresence,
} from './queue/index.js'
import type { NamedMessage, NamedRow, NoTemplates, TemplateDefinitions } from './templates/index.js'

/** The receipt of a batch as it would be, and what its messages would be. */
export type BatchCheck = RowsToEnqueue &
  RowsInspected & {
    /** When messages of the account may go; absent where it keeps no quiet hours. */
    readonly quietHours?: QuietHours
  }

/** Rows that went to who tests them, and what was wrong with others. */
export type TestReceipt = TestsSent & WorkerPresence

/** Messages with terms of their own; what a reader of files makes of its rows, too. */
export type Rows<Named extends TemplateDefinitions = NoTemplates> =
  | RowInput
  | NamedRow<Named>
  | BadRow
  | SourceRow
export type RowsInput<Named extends TemplateDefinitions = NoTemplates> =
  | Iterable<Rows<Named>>
  | AsyncIterable<Rows<Named>>

/** The calls that enqueue, and what is known before. */
export interface Enqueueing<Named extends TemplateDefinitions = NoTemplates> {
  /**
   * Enqueues one message: in the friendly form, in Hi Platform's own, or of one of the `templates` of `connect`.
   * @throws InvalidMessageError naming every bad field
   * @throws KeyReusedError when `key` belongs to a different message
   * @throws UnknownAccountError where other accounts are served, and this one never was
   * @throws DataKeyMissingError when it belongs to one that is sealed with a data key that is not here
   * @throws QuotaExceededError when the account takes no more for now
   * @throws RedisUnavailableError within a second when Redis cannot be reached; repeat with the same `key`
   */
  send(message: MessageInput | NamedMessage<Named>, options?: SendOptions): Promise<SendReceipt>
  /**
   * Enqueues many as one batch, 1,000 a pipeline, in some 50 bytes of memory a row. Bad rows are reported, good ones go on.
   * A row is a message that may also have `key`, `sendAt` and `expiresAt`; a `BadRow` in the input is reported as it is, and
   * a `SourceRow` says where it stands. Rows that are alike are one message, and those of before are left alone.
   * @throws InvalidMessageError when the options are wrong
   * @throws UnknownAccountError where other accounts are served, and this one never was
   * @throws BatchCancelledError when the batch was cancelled, before or meanwhile
   * @throws UnknownBatchError when there is no batch to go `into`
   * @throws CannotCorrectError when that knows its rows by their place
   * @throws ChangedSourceError when an input of this `source` left rows behind within a day
   * @throws QuotaExceededError when the account takes no more for now; its `batch` says what is in. Repeat it as below
   * @throws RedisUnavailableError when Redis cannot be reached; repeat with the same `key` to complete the batch
   */
  sendMany(rows: RowsInput<Named>, options?: BatchOptions): Promise<BatchReceipt>
  /**
   * Asks, before its rows are at hand, whether a batch of so many (default 1) would find room. One that is there already may:
   * its rows may be in, too.
   * @throws QuotaExceededError
   */
  mayBegin(batch: Pick<BatchOptions, 'key' | 'into'> & { readonly rows?: number | undefined }): Promise<void>
  /**
   * Goes the way of `sendMany` with these options, changing nothing: answers the receipt as it would be, and how the first
   * rows would look. A quota that is used up is told as `overQuota`.
   * @throws as `sendMany`, but for quotas
   */
  check(rows: RowsInput<Named>, options?: CheckOptions): Promise<BatchCheck>
  /**
   * Sends rows as they would go to a number of your own: now, in the urgent lane, outside every batch, and never one with the
   * message of the row itself. Their `externalLabel` begins with `test`. Each call sends anew.
   * @throws InvalidMessageError when the options are wrong
   * @throws QuotaExceededError, RedisUnavailableError: some may be enqueued
   */
  sendTest(rows: RowsInput<Named>, options: TestOptions): Promise<TestReceipt>
  /** When a message enqueued now in this lane would be sent, and whether there is anybody who sends. */
  estimate(lane: Lane): Promise<Estimate>
}
