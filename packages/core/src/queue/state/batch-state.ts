import {
  type BatchSource,
  type HaltReason,
  isOfReason,
  type LedgerBatch,
  type RejectedRow,
  readBatch,
  readBatchMessages,
  readRejectedRows,
  type TemplateCount,
} from '../../ledger/index.js'
import type { Lane, MessageStatus } from '../../message/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import type { StoppedBatchState, WorkerPresence } from '../enqueue/receipt.js'
import { type BatchStateName, judgeBatch, percentOf } from './judge-batch.js'
import { findMessages, type MessageState } from './message-state.js'

/** Who did something, and when (ISO 8601). */
export interface BatchChange {
  readonly at: string
  /** Absent where nobody said so. */
  readonly by?: string
}

/** Why a batch stopped by itself: by what its canary came to, or for too many failures among its last 50 outcomes. */
export interface BatchHalt {
  readonly reason: HaltReason
  readonly at: string
  readonly rejected: number
  readonly of: number
}

export interface BatchState extends WorkerPresence {
  readonly id: string
  readonly name?: string
  readonly lane: Lane
  /** See `judgeBatch`: by what is known at this moment. */
  readonly state: BatchStateName
  readonly createdAt: string
  readonly createdBy?: string
  /** What its rows came as; absent for a batch of 0.1.0. */
  readonly source?: BatchSource
  /** When the first of its messages may go; absent where that was at once. */
  readonly sendAt?: string
  readonly paused?: BatchChange
  /** It stopped by itself, for so many of so many outcomes were rejected or failed; resumed, it goes on and counts anew. */
  readonly halted?: BatchHalt
  readonly cancelled?: BatchChange
  /** So many of its messages are tried first, and the others wait for what they come to. */
  readonly canary?: number
  /** So many of its messages begin in any minute, at most. */
  readonly maxPerMinute?: number
  /** When the last of its messages was settled; absent while any is not, or rows may still come. */
  readonly finishedAt?: string
  /** The five most used; messages are counted as they are enqueued. */
  readonly templates: readonly TemplateCount[]
  /** Messages in the batch (bad rows and duplicates are none of it). */
  readonly total: number
  /** How much of it is settled, with one decimal; 100 only where all of it is. */
  readonly percent: number
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
  return batch && stateOfBatch(batch, Date.now())
}

/** How a batch stands of which nothing goes; `undefined` for any other. */
export async function findStoppedState(
  { redis, keys }: EnqueueDeps,
  id: string,
): Promise<StoppedBatchState | undefined> {
  const state = await redis.hget(keys.batch(id), 'state')
  return state === 'paused' || state === 'halted' || state === 'cancelled' ? state : undefined
}

/** With a filter so many messages are looked at for a page, at most. */
const lookedAtMost = 5_000
const chunk = 1_000

interface BatchMessagesQuery {
  readonly id: string
  readonly after: number
  readonly limit: number
  /** Only those; all when absent. */
  readonly status?: readonly MessageStatus[] | undefined
  readonly reason?: string | undefined
}

/** The batch's messages in the order in which they were enqueued; those the ledger has let go of (see `ledgerDays`) are left out. */
export async function findBatchMessages(
  deps: EnqueueDeps,
  { id, after, limit, status, reason }: BatchMessagesQuery,
): Promise<BatchPage | undefined> {
  const { redis, keys } = deps
  if (!(await readBatch(redis, keys, id))) return undefined
  const messages: MessageState[] = []
  const isFiltered = status !== undefined || reason !== undefined
  const isWanted = (state: MessageState) =>
    (!status || status.includes(state.status)) && (!reason || isOfReason(state.reason, reason))
  let place = after
  for (let looked = 0; looked < lookedAtMost; looked += chunk) {
    const read = isFiltered ? chunk : limit
    const found = await readBatchMessages(redis, keys, { id, after: place, limit: read + 1 })
    const placed = found.slice(0, read)
    const states = await findMessages(
      deps,
      placed.map((message) => message.id),
    )
    for (const [index, { position }] of placed.entries()) {
      const state = states[index]
      if (state && isWanted(state)) {
        if (messages.length === limit) return { messages, next: place }
        messages.push(state)
      }
      place = position
    }
    if (found.length === placed.length) return { messages }
    if (!isFiltered) return { messages, next: place }
  }
  return { messages, next: place }
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

const templatesShown = 5

/** @param now - epoch ms */
export function stateOfBatch(
  {
    phase,
    phaseSince,
    phaseBy,
    createdAt,
    sendAt,
    name,
    createdBy,
    source,
    templates,
    due: _,
    parkedFor: __,
    finishedAt,
    halt,
    canary,
    maxPerMinute,
    start: ___,
    pacedUntil: ____,
    cappedUntil: _____,
    ...batch
  }: LedgerBatch,
  now: number,
): BatchState {
  const change = phaseSince === undefined ? undefined : { at: isoTime(phaseSince), ...given({ by: phaseBy }) }
  return {
    ...batch,
    ...given({ name, createdBy, source, canary, maxPerMinute }),
    ...given({ sendAt: isoTimeOf(sendAt), finishedAt: isoTimeOf(finishedAt) }),
    ...(change && (phase === 'paused' || phase === 'cancelled') ? { [phase]: change } : {}),
    ...(halt ? { halted: { ...halt, at: isoTime(phaseSince ?? createdAt) } } : {}),
    createdAt: isoTime(createdAt),
    templates: templates.filter(({ elementName }) => elementName !== '').slice(0, templatesShown),
    percent: percentOf(batch),
    state: judgeBatch({ ...batch, phase, sendAt }, now),
  }
}

function isoTimeOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : isoTime(ms)
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}

/** What of it has a value. */
function given<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }
}
