import {
  type BatchPhase,
  type LedgerBatch,
  type RejectedRow,
  readBatch,
  readBatchMessages,
  readRejectedRows,
} from '../../ledger/index.js'
import type { Lane, MessageStatus } from '../../message/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import type { WorkerPresence } from '../enqueue/receipt.js'
import { findMessages, type MessageState } from './message-state.js'

export interface BatchState extends WorkerPresence {
  readonly id: string
  readonly lane: Lane
  /** `running` unless it is paused or cancelled, also when all of it is settled. */
  readonly state: BatchPhase
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

export interface RejectedPage {
  readonly rejected: readonly RejectedRow[]
  /** Give it as `after` to get the next page; absent on the last one. */
  readonly next?: number
}

export async function findBatch({ redis, keys }: EnqueueDeps, id: string): Promise<BatchState | undefined> {
  const batch = await readBatch(redis, keys, id)
  return batch && stateOfBatch(batch)
}

/** The batch's messages in the order in which they were enqueued; those the ledger has let go of (see `ledgerDays`) are left out. */
export async function findBatchMessages(
  deps: EnqueueDeps,
  page: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<BatchPage | undefined> {
  const batch = await readBatch(deps.redis, deps.keys, page.id)
  if (!batch) return undefined
  const found = await readBatchMessages(deps.redis, deps.keys, { ...page, limit: page.limit + 1 })
  const placed = found.slice(0, page.limit)
  const states = await findMessages(
    deps,
    placed.map(({ id }) => id),
  )
  const messages = states.filter((state) => state !== undefined)
  const next = found.length > placed.length ? placed.at(-1)?.position : undefined
  return { messages, ...(next === undefined ? {} : { next }) }
}

/** What was wrong with the rows of the batch's last import. */
export async function findRejected(
  { redis, keys }: EnqueueDeps,
  page: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<RejectedPage | undefined> {
  if (!(await readBatch(redis, keys, page.id))) return undefined
  const found = await readRejectedRows(redis, keys, { ...page, limit: page.limit + 1 })
  const rejected = found.slice(0, page.limit)
  return { rejected, ...(found.length > rejected.length ? { next: page.after + rejected.length } : {}) }
}

function stateOfBatch({ createdAt, ...batch }: LedgerBatch): BatchState {
  return { ...batch, createdAt: new Date(createdAt).toISOString() }
}
