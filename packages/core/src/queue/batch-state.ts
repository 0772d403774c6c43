import { type BatchPhase, type LedgerBatch, readBatch, readBatchRows, rowId } from '../ledger/index.js'
import type { Lane, MessageStatus } from '../message/index.js'
import type { EnqueueDeps } from './enqueue-one.js'
import { findMessages, type MessageState } from './message-state.js'

export interface BatchState {
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

export async function findBatch({ redis, keys }: EnqueueDeps, id: string): Promise<BatchState | undefined> {
  const batch = await readBatch(redis, keys, id)
  return batch && stateOfBatch(batch)
}

/** The batch's messages in the order of its rows; those the ledger has let go of (see `ledgerDays`) are left out. */
export async function findBatchMessages(
  deps: EnqueueDeps,
  page: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<BatchPage | undefined> {
  const batch = await readBatch(deps.redis, deps.keys, page.id)
  if (!batch) return undefined
  const found = await readBatchRows(deps.redis, deps.keys, { ...page, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit)
  const ids = rows.map(({ row, messageId }) => messageId ?? rowId(page.id, row))
  const messages = (await findMessages(deps, ids)).filter((state) => state !== undefined)
  const next = found.length > rows.length ? rows.at(-1)?.row : undefined
  return { messages, ...(next === undefined ? {} : { next }) }
}

function stateOfBatch({ createdAt, ...batch }: LedgerBatch): BatchState {
  return { ...batch, createdAt: new Date(createdAt).toISOString() }
}
