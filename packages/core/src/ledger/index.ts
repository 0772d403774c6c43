export { type BatchChunk, type LedgerBatch, readBatch, readBatchRows, recordChunk } from './batch.js'
export { type BeginInput, begin, type DoubtPolicy, type Permission } from './begin.js'
export { type LedgerEntry, readEntry } from './entry.js'
export { type GateSignal, type Settled, type SettleInput, type Settlement, settle } from './settle.js'
