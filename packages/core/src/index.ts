export { ConfigurationError } from './account/index.js'
export type { AccountState, LaneState } from './account-state.js'
export type { Act, AuditAction } from './audit/index.js'
export {
  type CallbackBody as CallbackEvent,
  CallbackSignatureError,
  type CallbackState,
  type OutboxState,
  type ReplayReceipt,
  verifyCallback,
} from './callback/index.js'
export type { Cost, NamedRows, RecentRows, RowPreview, TemplateUse } from './check/index.js'
export { connect } from './connect.js'
export type { AccountSettings, ConnectOptions } from './connect-options.js'
export type {
  ListedSuppression,
  Suppression,
  SuppressionCounts,
  SuppressionCovers,
  SuppressionDay,
  SuppressionLift,
  SuppressionPage,
  SuppressionReason,
  SuppressionScope,
  SuppressionSource,
  SuppressionSourceCount,
  SuppressionsFound,
} from './contacts/index.js'
export type { Disparo } from './disparo.js'
export type { AuditCalls, AuditOptions, AuditPage, OtherAct } from './disparo-audit.js'
export type {
  BatchListOptions,
  BatchMessagesOptions,
  BatchOptions,
  BatchRetryOptions,
  BatchSeriesOptions,
  ChangeOptions,
  CheckOptions,
  DispatchedMessages,
  DispatchedOptions,
  Estimate,
  SendOptions,
  TemplateListOptions,
  TemplatePage,
  TemplateSync,
  TestOptions,
} from './disparo-options.js'
export type {
  PersonRow,
  SuppressionImport,
  SuppressionListOptions,
  SuppressManyOptions,
  SuppressOptions,
  Unsuppressed,
  UnsuppressManyOptions,
  UnsuppressOptions,
} from './disparo-suppressions.js'
export type { BatchCheck, Rows, RowsInput, TestReceipt } from './enqueueing.js'
export type { ForgetOptions, ForgetReceipt, ScanReason } from './forget/index.js'
export type { GateView } from './gate/index.js'
export { LayoutError } from './layout/index.js'
export type {
  BatchSource,
  CountedStatus,
  PreviousImport,
  ReasonCount,
  RejectedRow,
  ReportState,
  StatusChange,
  TemplateCount,
} from './ledger/index.js'
export {
  type BodyParameter,
  type ButtonIndex,
  type ButtonInput,
  type ButtonParameter,
  type Component,
  type DocumentInput,
  type FieldProblem,
  type FriendlyMessage,
  type HeaderInput,
  type HeaderParameter,
  type HiMessage,
  InvalidMessageError,
  type Lane,
  type MessageInput,
  type MessageStatus,
  type Metadata,
  type ProblemCode,
  type RowInput,
  type RowTerms,
  type TemplateName,
} from './message/index.js'
export type { SearchBy, SearchOptions } from './person-calls.js'
export {
  BadRow,
  BatchCancelledError,
  type BatchChange,
  type BatchHalt,
  type BatchList,
  type BatchPage,
  type BatchProgress,
  type BatchReceipt,
  type BatchRetry,
  type BatchSeries,
  BatchStartedError,
  type BatchState,
  type BatchStateName,
  CannotCorrectError,
  CannotRetryError,
  ChangedSourceError,
  type DoneEstimate,
  type DoubtsToResolve,
  type EndlessReason,
  type Holdup,
  type HoldupReason,
  KeyReusedError,
  type MessageState,
  NotUnknownError,
  type Obstacle,
  QuotaExceededError,
  type QuotaName,
  type RejectedPage,
  type Resolution,
  type ResolveManyResult,
  type RowCounts,
  type RowProblem,
  type RowsChecked,
  type SearchPage,
  type SendReceipt,
  type SentTest,
  SourceRow,
  type Suspicion,
  type SuspicionKind,
  UnknownBatchError,
  type UrgentTimes,
} from './queue/index.js'
export { InvalidRedisUrlError, RedisUnavailableError } from './redis/index.js'
export { ClosedError } from './reject-when-closed.js'
export { DataKeyMissingError } from './seal/index.js'
export type { RunningWorker } from './served/index.js'
export {
  defineTemplates,
  type NamedMessage,
  type NamedRow,
  type NoTemplates,
  type RenderedTemplate,
  renderTemplate,
  type Template,
  type TemplateButton,
  type TemplateDefinition,
  type TemplateDefinitions,
} from './templates/index.js'
export { UnknownAccountError } from './unknown-account-error.js'
export type { UnmatchedEvent, UnmatchedPage } from './webhook/index.js'
