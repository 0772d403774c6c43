// The library and the HTTP API name the same things, and neither may import the other: here the compiler compares them.
import type * as api from '@disparo/api'
import type * as core from '@disparo/core'
import type * as ledger from '@disparo/core/internal/ledger'
import type * as message from '@disparo/core/internal/message'
import type * as queue from '@disparo/core/internal/queue'
import type * as rows from '@disparo/rows'
import type { User } from '@disparo/service/users'
import type { RowsReceipt } from '../batch/enqueue-batch.js'

/** A type as JSON carries it: nothing is read-only, and what is undefined is absent. */
type Plain<T> = T extends readonly (infer Element)[]
  ? Plain<Element>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<Exclude<T[Key], undefined>> }
    : T

/** `true` where both are one type, down to their optional members. */
type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false

/** Fails to compile unless all of its members are `true`. */
type Every<Checks extends Readonly<Record<string, true>>> = Checks

/** @internal Nobody imports it; it need only compile. */
export type SameAsCore = Every<{
  act: Same<api.Act, core.Act>
  account: Same<api.Account, core.AccountState>
  batch: Same<api.Batch, core.BatchState>
  batchProgress: Same<api.BatchProgress, core.BatchProgress>
  batchList: Same<api.BatchList, core.BatchList>
  batchRetry: Same<api.BatchRetry, core.BatchRetry>
  batchSeries: Same<api.BatchSeries, core.BatchSeries>
  batchSource: Same<api.BatchSource, core.BatchSource>
  batchPage: Same<api.BatchPage['next'], core.BatchPage['next']>
  batchReceipt: Same<Omit<api.BatchReceipt, 'links'>, RowsReceipt>
  countedStatus: Same<api.CountedStatus, core.CountedStatus>
  callbacks: Same<api.Callbacks, core.CallbackState>
  doubtsResolved: Same<api.DoubtsResolved, core.ResolveManyResult>
  endless: Same<api.EndlessReason, core.EndlessReason>
  found: Same<api.MessagesFound['next'], core.SearchPage['next']>
  forgotten: Same<api.Forgotten, core.ForgetReceipt>
  gate: Same<api.Gate, core.GateView>
  lane: Same<api.Lane, core.Lane>
  /** The drop-in alone tells when a message was dispatched. */
  message: Same<api.Message, Omit<core.MessageState, 'dispatchedAt'>>
  mostResolved: Same<typeof api.mostResolved, typeof queue.maxResolved>
  problemCode: Same<api.FieldProblemCode, core.ProblemCode>
  quota: Same<NonNullable<api.Problem['quota']>, core.QuotaName>
  earlier: Same<NonNullable<api.Problem['earlier']>, core.PreviousImport>
  rejected: Same<api.RowProblem, core.RejectedRow>
  replay: Same<api.CallbackReplay, core.ReplayReceipt>
  report: Same<api.Report, core.ReportState>
  role: Same<api.Role, User['roles'] extends ReadonlySet<infer Role> ? Role : never>
  rowProblem: Same<api.RowProblem, core.RowProblem>
  sendReceipt: Same<Omit<api.SendReceipt, 'estimatedSendAt'>, core.SendReceipt>
  settled: Same<(typeof api.settledStatuses)[number], (typeof message.settledStatuses)[number]>
  status: Same<api.MessageStatus, core.MessageStatus>
  suspicion: Same<api.SuspicionKind, core.SuspicionKind>
  template: Same<api.Template, core.Template>
  templatePage: Same<api.TemplatePage, core.TemplatePage>
  templateSync: Same<api.TemplateSync, core.TemplateSync>
  textEncoding: Same<api.TextEncoding, rows.TextEncoding>
  unmatchedEvents: Same<api.UnmatchedEvents, core.UnmatchedPage>
  waiting: Same<api.Waiting, ledger.DoubtReason>
}>
