import type { PlannedMessages } from '../../../contacts/index.js'
import {
  type BatchChunk,
  type BatchPhase,
  finishBatch,
  notePersons,
  type OpenBatch,
  type OpenBatchInput,
  openBatch,
  type PreviousImport,
  type RejectedRow,
  readPreviousImport,
  readRowHashes,
  recordChunk,
  recordImport,
  recordRejectedRows,
  reserveRows,
} from '../../../ledger/index.js'
import type { Lane } from '../../../message/index.js'
import { withTimeout } from '../../../redis/index.js'
import { cancelRemovedRows } from '../../batch-control/cancel-removed-rows.js'
import { addJobs } from '../../lanes/add-jobs.js'
import { claimKeys, releaseKeys } from '../claim-keys.js'
import { type ExistingMessage, findExisting } from '../find-existing.js'
import type { NewJob } from '../new-job.js'
import type { ExceededQuota } from '../quota.js'
import { refuseOverQuota } from '../refuse-over-quota.js'
import type { Submission } from '../submission.js'
import type { SuppressedNow } from '../suppressed-now.js'
import type { EnqueueManyDeps } from './enqueue-many-options.js'
import type { ClassifiedRow } from './known-rows.js'

/** A row that is new, and its job. */
export interface Candidate {
  readonly row: ClassifiedRow
  readonly job: NewJob
}

type Known = readonly (ExistingMessage | undefined)[]

/**
 * All that enqueueing a batch changes, and what it is told on the way: a check (check-effects.ts) goes the same way with
 * nothing changed.
 */
export interface ImportEffects {
  /** Bounds what is asked of Redis. @throws RedisUnavailableError */
  ask<T>(operation: () => Promise<T>): Promise<T>
  /** @throws QuotaExceededError before it begins */
  refuseOverQuota(id: string): Promise<void>
  /** What an input of this name became within a day. */
  previousImport(name: string): Promise<PreviousImport | undefined>
  open(input: Omit<OpenBatchInput, 'seal'>): Promise<OpenBatch | undefined>
  /** The places of a known batch whose message was noted down, or withdrawn: a bit each. */
  places(id: string, which: 'noted' | 'withdrawn'): Promise<Buffer | null>
  /** What the rows of a known batch are known by, in the order of their places. */
  marks(page: { readonly id: string; readonly after: number; readonly limit: number }): Promise<Buffer[]>
  recordImport(input: { readonly name: string; readonly id: string }): Promise<void>
  /** Takes ids that come from keys for a lane, and looks them up. */
  claim(ids: readonly string[], lane: Lane): Promise<Known>
  release(ids: readonly string[]): Promise<void>
  find(ids: readonly string[]): Promise<Known>
  /** Asks for so many messages. */
  take(wanted: number): Promise<{ readonly granted: number; readonly exceeded?: ExceededQuota }>
  reserve(rows: {
    readonly id: string
    readonly known: number
    readonly marks: readonly Buffer[]
  }): Promise<boolean>
  /** Notes their persons, then adds their jobs. */
  add(batch: string, lane: Lane, added: readonly Candidate[]): Promise<void>
  /** Why these messages would not be sent now, in their order: asked before they are added. */
  lookUp(submissions: readonly Submission[]): ReturnType<SuppressedNow>
  recordRejected(input: { readonly id: string; readonly rejected: readonly RejectedRow[] }): Promise<void>
  recordChunk(chunk: BatchChunk): Promise<BatchPhase>
  /** Cancels what has not begun at these places. @returns how many */
  withdraw(batch: {
    readonly id: string
    readonly lane: Lane
    readonly places: readonly number[]
  }): Promise<number>
  finish(id: string): Promise<void>
}

/** What reading and judging rows needs; all that is known and kept of them goes by the effects. */
export type ImportDeps = Pick<EnqueueManyDeps, 'account' | 'rules' | 'seal'> & {
  readonly effects: ImportEffects
}

const answerMs = 10_000

/** What a check is told, too. */
export function readEffects({
  redis,
  keys,
}: Pick<EnqueueManyDeps, 'redis' | 'keys'>): Pick<ImportEffects, 'previousImport' | 'places' | 'marks'> {
  return {
    previousImport: (name) => readPreviousImport(redis, keys, name),
    places: (id, which) => redis.getBuffer(which === 'noted' ? keys.batchRows(id) : keys.batchWithdrawn(id)),
    marks: (page) => readRowHashes(redis, keys, page),
  }
}

export function enqueueEffects(deps: EnqueueManyDeps): ImportEffects {
  const { redis, keys, lanes, seal, persons, quota } = deps
  return {
    ...readEffects(deps),
    ask: (operation) => withTimeout(redis, answerMs, operation),
    refuseOverQuota: (id) => refuseOverQuota(deps, { id, rows: 1 }),
    open: (input) => openBatch(redis, keys, { ...input, seal }),
    recordImport: (input) => recordImport(redis, keys, input),
    claim: (ids, lane) => claimKeys(deps, ids, { lane, ms: answerMs }),
    release: (ids) => releaseKeys(deps, ids),
    find: (ids) => findExisting(deps, ids),
    take: async (wanted) => (await quota?.take(wanted, { isUrgent: false })) ?? { granted: wanted },
    reserve: (rows) => reserveRows(redis, keys, rows),
    add: async (_batch, lane, added) => {
      const notes = added.map(({ row: { id, submission } }) => ({ id, ...submission }))
      if (persons) await notePersons(persons, notes)
      await addJobs(
        lanes[lane],
        added.map(({ job }) => job),
      )
    },
    lookUp: lookUpWith(deps),
    recordRejected: (input) => recordRejectedRows(redis, keys, input),
    recordChunk: (chunk) => recordChunk(redis, keys, chunk),
    withdraw: (batch) => cancelRemovedRows(deps, batch),
    finish: (id) => finishBatch(redis, keys, id),
  }
}

/** All rows of one import count together for the caps of their persons. */
export function lookUpWith({
  suppressedNow,
}: Pick<EnqueueManyDeps, 'suppressedNow'>): ImportEffects['lookUp'] {
  const planned: PlannedMessages = new Map()
  return async (submissions) => (await suppressedNow?.(submissions, planned)) ?? []
}
