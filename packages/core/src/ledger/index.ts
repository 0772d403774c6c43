export {
  type BatchChunk,
  type LedgerBatch,
  messageIdsAt,
  type PlacedMessage,
  readBatch,
  readBatchRows,
  recordChunk,
} from './batch.js'
export { type BeginInput, begin, type DoubtPolicy, type Permission, type Unopened } from './begin.js'
export { type Bookkeeping, type StatusChange, sliceMs } from './bookkeeping.js'
export { type CancelTerms, cancelMessage } from './cancel-message.js'
export { type DispatchedPage, type DispatchedQuery, readDispatched } from './dispatched.js'
export {
  type DoubtNote,
  type NotedDoubt,
  noteDoubts,
  noteNeverShown,
  readDoubts,
  readNeverShown,
  type Waiting,
  waitings,
} from './doubts.js'
export { type EarlierImport, noteImport, readEarlierImport } from './earlier-import.js'
export {
  type EntryDeps,
  type LedgerEntry,
  type MessageFacts,
  readEntries,
  readEntriesOrKeyless,
  readEntry,
} from './entry.js'
export { entryField, laneOfEntry, timeField } from './fields.js'
export { type DoubtsOf, findDoubts } from './find-doubts.js'
export { type FoundMessage, findMessage, type MessageTraces } from './find-message.js'
export { foldForeign, noteForeign, readForeign } from './foreign-counts.js'
export { type Forgotten, forgetMessage } from './forget-message.js'
export { type FailTerms, failMessage, holdDoubt, internalError } from './internal-error.js'
export {
  countKeptEvents,
  dropEvents,
  eventsKeptMs,
  forgetDue,
  type KeptEvent,
  noteSweptTo,
  readDueEvents,
  readKeptEvents,
  readLatestEvents,
  readSweptTo,
} from './kept-events.js'
export { markBytes, markedId } from './marked-id.js'
export {
  type BatchPhase,
  isLastMove,
  type MovedBatch,
  moveBatch,
  noteSwept,
  readMovedBatches,
  readPhase,
} from './move-batch.js'
export { type Observation, observe } from './observe.js'
export {
  finishBatch,
  noteWithdrawn,
  type OpenBatch,
  openBatch,
  readMarks,
  reserveRows,
} from './open-batch.js'
export {
  countParked,
  type Parked,
  type ParkingPlace,
  readParked,
  readParkingPlaces,
  unpark,
} from './parked.js'
export { readPerson } from './person.js'
export { type Place, placeOfEntry, rowId } from './place.js'
export { readUntrusted, type UntrustedTime, watchClock } from './put-back.js'
export { mostRejected, noteRejected, type RejectedRow, readRejected } from './rejected-rows.js'
export { failOrphans, forgetReleased, type JobOfMessage, readReleased } from './released.js'
export { type RenditionState, readRendition, readSenders, writeRendition } from './rendition-notes.js'
export { reopen, type Standing } from './reopen.js'
export {
  noteScan,
  type ReportState,
  readReportState,
  reportQuota,
  type SenderSeen,
} from './report-state.js'
export {
  type FollowedRequest,
  forgetRequest,
  postponeRequest,
  readDueRequests,
  readRequestMessages,
  rememberRequest,
} from './requests.js'
export { type ResolveInput, readUnknown, resolveDoubt } from './resolve.js'
export { type GateSignal, type Settled, type SettleInput, type Settlement, settle } from './settle.js'
export { endSilence, readSilences, type SilentTime } from './silences.js'
export {
  dropSlices,
  markScanned,
  readSliceMessages,
  readSlices,
  type Slice,
  type SlicedMessage,
  type SliceMessages,
  type UnreadMessage,
} from './slices.js'
export { endUnmatched, noteShown, readUnmatched, type ShownLately, type Unmatched } from './unmatched.js'
export { countWebhook, readWebhookCounts, type WebhookCounts } from './webhook-notes.js'
