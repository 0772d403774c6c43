export {
  Accounts,
  EventsReceived,
  Forget,
  ForgetProgress,
  Forgotten,
  Gate,
  Report,
  UnmatchedEvents,
  UnmatchedQuery,
} from './accounts/index.js'
export {
  Batch,
  BatchList,
  BatchListQuery,
  BatchName,
  BatchPage,
  BatchQuery,
  BatchReceipt,
  BatchSource,
  BatchState,
  type BatchType,
  batchTypes,
  jsonTypes,
  RejectedRows,
  RowProblem,
  SuspicionKind,
  TextEncoding,
  tableTypes,
  workbookTypes,
} from './batches/index.js'
export { CallbackReplay, Callbacks, Replay } from './callbacks/index.js'
export {
  type AnswerOf,
  ApiError,
  type ApiErrorCode,
  basic,
  type Client,
  type ClientOptions,
  createClient,
  eachPage,
  type Fetch,
  type FetchRequest,
  type FetchResponse,
  type RequestOf,
  type Upload,
  type UploadBody,
} from './client/index.js'
export { type OperationId, type Operations, operations } from './contract/index.js'
export { Health } from './health/index.js'
export {
  isSettled,
  Lane,
  LaneChoice,
  Message,
  MessageStatus,
  NewMessage,
  NewRow,
  SendReceipt,
  settledStatuses,
  Terms,
  Waiting,
} from './messages/index.js'
export {
  AccountParams,
  IdParams,
  KeyHeaders,
  linesType,
  type Operation,
  type Role,
} from './operation/index.js'
export {
  FieldProblem,
  kindOf,
  Problem,
  type ProblemKind,
  problemKinds,
  problemsOf,
  problemType,
  statusOf,
  typeOf,
} from './problems/index.js'
export {
  DoubtsResolved,
  ManyResolutions,
  mostResolved,
  Resolution,
  UnknownMessages,
} from './unknown/index.js'
