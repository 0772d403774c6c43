import type { AccountState } from './account-state.js'
import type { CallbackState, ReplayReceipt } from './callback/index.js'
import type { AuditCalls } from './disparo-audit.js'
import type {
  BatchListOptions,
  BatchMessagesOptions,
  BatchRetryOptions,
  BatchSeriesOptions,
  ChangeOptions,
  DispatchedMessages,
  DispatchedOptions,
  Moment,
  TemplateListOptions,
  TemplatePage,
  TemplateSync,
} from './disparo-options.js'
import type { SuppressionCalls } from './disparo-suppressions.js'
import type { Enqueueing } from './enqueueing.js'
import type { GateView } from './gate/index.js'
import type { ReasonCount, ReportState } from './ledger/index.js'
import type { PersonCalls } from './person-calls.js'
import type {
  BatchList,
  BatchPage,
  BatchProgress,
  BatchRetry,
  BatchSeries,
  BatchState,
  DoubtsToResolve,
  MessageState,
  RejectedPage,
  Resolution,
  ResolveManyResult,
} from './queue/index.js'
import type { NoTemplates, TemplateDefinitions } from './templates/index.js'
import type { UnmatchedPage } from './webhook/index.js'

/**
 * The library's face: one account of Hi Platform. Made by `connect`. Options are checked as messages are: every call throws
 * `InvalidMessageError` naming those that are wrong or not known, and `ClosedError` after `close`.
 */
export interface Disparo<Named extends TemplateDefinitions = NoTemplates>
  extends Enqueueing<Named>,
    AuditCalls,
    PersonCalls,
    SuppressionCalls {
  readonly account: string
  /** What became of a message; `undefined` when it is not known (any more). */
  status(id: string): Promise<MessageState | undefined>
  /** How a batch stands, how fast it goes, and why it goes no faster. */
  batch(id: string): Promise<BatchProgress | undefined>
  /**
   * The batches of the account, the newest first. With a filter, 1,000 batches are looked at for a page, which may therefore
   * be short: go on while there is a `next`.
   */
  batches(options?: BatchListOptions): Promise<BatchList>
  /** Gives a batch another name: 1 to 100 characters on one line. `undefined` when there is no such batch. */
  renameBatch(id: string, name: string, options?: ChangeOptions): Promise<BatchState | undefined>
  /**
   * Gives all messages of a batch another `sendAt`, while none of them has begun; it may be over by now, so that they go at once.
   * `undefined` when there is no such batch.
   * @throws BatchStartedError when one has begun
   * @throws BatchCancelledError when it was cancelled
   */
  rescheduleBatch(id: string, sendAt: Moment, options?: ChangeOptions): Promise<BatchState | undefined>
  /**
   * Lets so many messages of a batch begin in any minute, at most (1 to 1,000,000); `null`: as many as the account may send. It holds from the
   * answer on, and what waits follows within seconds. `undefined` when there is no such batch.
   * @throws BatchCancelledError when it was cancelled
   */
  changeBatchPace(
    id: string,
    maxPerMinute: number | null,
    options?: ChangeOptions,
  ): Promise<BatchState | undefined>
  /**
   * The batch's messages as enqueued, a page at a time. With a filter 5,000 messages are looked at for a page, which may
   * therefore be short: go on while there is a `next`.
   */
  batchMessages(id: string, page?: BatchMessagesOptions): Promise<BatchPage | undefined>
  /**
   * How many of its messages came to which status when, by the time of the status where upstream tells it. A message that
   * comes to a status again counts again.
   */
  batchSeries(id: string, options?: BatchSeriesOptions): Promise<BatchSeries | undefined>
  /**
   * For which reasons messages of it are rejected, failed, suppressed or unknown now, most messages first: 100 codes, and `other`. What a code
   * means, and what to do, stands in docs/errors.md.
   */
  batchReasons(id: string): Promise<readonly ReasonCount[] | undefined>
  /**
   * What was wrong with the rows of the batch's last import, in their order: the first 100,000 problems, `limit` (default
   * 1,000, at most 10,000) at a time; `after`: the `next` of a page.
   */
  batchRejected(
    id: string,
    page?: { readonly after?: number | undefined; readonly limit?: number | undefined },
  ): Promise<RejectedPage | undefined>
  /**
   * Sends nothing more of a batch until it is resumed. It holds from the answer on: only attempts that had begun by then go
   * on. Its messages expire as before. Pausing again changes nothing; `undefined` when there is no such batch.
   * @throws BatchCancelledError when it was cancelled
   */
  pauseBatch(id: string, options?: ChangeOptions): Promise<BatchState | undefined>
  /**
   * Goes on with a paused batch; its messages queue behind those that wait in the lane already.
   * @throws BatchCancelledError when it was cancelled
   */
  resumeBatch(id: string, options?: ChangeOptions): Promise<BatchState | undefined>
  /**
   * Never sends what is still to be sent of a batch: it becomes `cancelled`, in the counts within seconds while a worker
   * runs. Attempts that had begun by then go on, and what is in doubt stays so until that is over. This is final.
   */
  cancelBatch(id: string, options?: ChangeOptions): Promise<BatchState | undefined>
  /**
   * The messages that went out from `from` to `to`, by page: each once, at the moment at which it was known to have
   * gone out (that of the answer, or of the report that ended a doubt). Pages never shift, for new ones come last; a
   * message is in it for the ledger's `ledgerDays`. Those that are not known any more are counted, but left out.
   * Seed 001, "Relatório via API", is answered from it.
   */
  dispatched(options: DispatchedOptions): Promise<DispatchedMessages>
  /** How the account stands as a whole: what sends, how fast, and what holds it up. */
  accountState(): Promise<AccountState>
  /** Whether the account may send now, and how much; and which of its templates rest. */
  gate(): Promise<GateView>
  /** What has come of following Hi Platform's report so far, and what is left of its quota. */
  report(): Promise<ReportState>
  /** How the callbacks of the account stand. It says nothing of whether the workers know a callback's address at all. */
  callbacks(): Promise<CallbackState>
  /**
   * Enables the callbacks again, and delivers those that were put aside (kept for 7 days).
   * `since`: only changes written at that moment or later.
   */
  replayCallbacks(options?: { readonly since?: Moment | undefined } & ChangeOptions): Promise<ReplayReceipt>
  /** Messages in doubt, those longest in it first; at most `limit` (default 100, up to 1,000). */
  unknown(page?: { readonly limit?: number | undefined }): Promise<MessageState[]>
  /**
   * Events of Hi Broker's webhook that no message is known of (yet), the latest first: `limit` (default 100, at most 1,000)
   * of them, from `before` on, the `next` of a page. They are as they came, with numbers and words of people.
   */
  unmatchedEvents(page?: {
    readonly before?: string | undefined
    readonly limit?: number | undefined
  }): Promise<UnmatchedPage>
  /**
   * Answers for what became of an unknown message; who and when is kept with it.
   * @throws NotUnknownError when there is no doubt about it
   */
  resolve(id: string, resolution: Resolution): Promise<MessageState | undefined>
  /**
   * Answers for many unknown messages at once: up to 1,000 by id, or those of a batch, or of a request by its `identificador`
   * (XML, `MessageState.request`), 1,000 at a time: while there are `more`, call again. What is certain stays as it is.
   */
  resolveMany(which: DoubtsToResolve, resolution: Resolution): Promise<ResolveManyResult>
  /**
   * Sends a message that failed again, with as many attempts as a new one has; for 7 days, as long as its job is kept.
   * @throws CannotRetryError, which says what is in the way; then nothing has changed
   */
  retry(id: string, options?: ChangeOptions): Promise<MessageState | undefined>
  /**
   * Sends again what failed of a batch, each as `retry` does, 5,000 messages looked at a time: while there is a `next`, call again.
   * What cannot be sent again stays as it is, and is counted by what is in the way. `undefined` when there is no such batch.
   */
  retryBatch(id: string, options?: BatchRetryOptions): Promise<BatchRetry | undefined>
  /**
   * The templates that messages are checked against before they are enqueued (the account's `templates`), and how they were
   * read. Where there are none, nothing is checked.
   */
  templates(options?: TemplateListOptions): Promise<TemplatePage>
  /** Has a worker read the templates from their source now, and waits for that, 15 s at most. */
  syncTemplates(options?: ChangeOptions): Promise<TemplateSync>
  /** @throws RedisUnavailableError when Redis does not answer, or takes no writes; `reason` says why, as `OOM` */
  ping(): Promise<void>
  /** Lets go of Redis; calls that are under way end first. */
  close(): Promise<void>
  /** `close`, by `await using disparo = connect(…)`. */
  [Symbol.asyncDispose](): Promise<void>
}
