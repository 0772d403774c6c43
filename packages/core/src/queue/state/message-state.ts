import type { Job } from 'bullmq'
import {
  type DispatchedQuery,
  type DoubtReason,
  type EntryDeps,
  type LedgerEntry,
  type MessageFacts,
  readDispatched,
  readEntries,
} from '../../ledger/index.js'
import { extrasOf, type Lane, type MessageStatus, plainLabel } from '../../message/index.js'
import type { Lanes } from '../lanes/lanes.js'
import { messageOfJob } from '../lanes/sealed-job.js'
import type { JobHoldup, StoredJob } from '../lanes/send-job.js'
import type { ContentCells } from './content-cells.js'
import { withMovedStarts } from './moved-starts.js'

/**
 * What the ledger (or, before the first attempt, the queue) knows of a message. Times are ISO 8601, UTC. `to` is empty
 * where the person was forgotten, or where the data key is missing that it is sealed with.
 */
export interface MessageState extends MessageFacts {
  readonly sendAt?: string
  readonly expiresAt?: string
  /** When the recipient first answered, where a webhook tells. */
  readonly repliedAt?: string
  /** The dispatch date that the report gives; told of dispatched messages only (`findDispatched`). */
  readonly dispatchedAt?: string
  /** What it says, where that was asked for and is still known; `null` for what no row of a table can say. */
  readonly content?: ContentCells | null
  /** It was put off when its turn came: why, and until when. */
  readonly holdup?: { readonly reason: JobHoldup['reason']; readonly until: string }
  /** In doubt: what the end of that waits for; `no-report`, `too-old` and `policy` for somebody's word. */
  readonly waiting?: DoubtReason
  /** How many of how many accepted messages of its time the last scan of the report showed. */
  readonly evidence?: { readonly shown: number; readonly of: number }
  /**
   * Its attempts that came to nothing, or to a doubt, up to five of the last: when each began, and the code of why. The one that
   * `timeline.sending` tells of may be among them.
   */
  readonly tried?: readonly { readonly at: string; readonly reason: string }[]
  /** When it first had each status it has had; `sending` and `unknown` are of its last attempt. */
  readonly timeline: Partial<Record<MessageStatus, string>>
}

/**
 * Finds messages wherever they are: in the ledger, else in a lane; asked again in the ledger for those that went from
 * one to the other in between.
 */
export async function findMessages(
  deps: EntryDeps & { readonly lanes: Lanes },
  ids: readonly string[],
): Promise<(MessageState | undefined)[]> {
  const states = (await readEntries(deps, ids)).map((entry) => entry && stateOfEntry(entry))
  const missing = ids.filter((_, index) => !states[index])
  if (missing.length === 0) return states
  const waiting = new Map<string, MessageState>()
  for (const lane of ['urgent', 'bulk'] as const) {
    const jobs = await Promise.all(missing.map((id) => deps.lanes[lane].getJob(id)))
    const found = jobs.flatMap((job) =>
      job?.id ? [stateOfJob(deps, job as Job<StoredJob>, job.id, lane)] : [],
    )
    for (const state of await withMovedStarts(deps, found, Date.now())) waiting.set(state.id, state)
  }
  const late = await readEntries(deps, missing)
  for (const entry of late) if (entry) waiting.set(entry.id, stateOfEntry(entry))
  return ids.map((id, index) => states[index] ?? waiting.get(id))
}

/** A page of the messages that went out, without those that the ledger has let go of since (see `readDispatched`). */
export async function findDispatched(
  deps: EntryDeps,
  query: DispatchedQuery,
): Promise<{ total: number; items: MessageState[] }> {
  const { total, messages } = await readDispatched(deps.redis, deps.keys, query)
  const entries = await readEntries(
    deps,
    messages.map(({ id }) => id),
  )
  return { total, items: entries.flatMap((entry) => (entry ? dispatchedState(entry) : [])) }
}

function dispatchedState(entry: LedgerEntry): MessageState {
  const { dispatchedAt } = entry
  return { ...stateOfEntry(entry), ...(dispatchedAt ? { dispatchedAt: iso(dispatchedAt) } : {}) }
}

function stateOfEntry(entry: LedgerEntry): MessageState {
  const {
    fingerprint: _,
    dispatchedAt: __,
    times,
    expiresAt,
    repliedAt,
    externalLabel,
    doubtNote,
    tried,
    ...rest
  } = entry
  const timeline: Partial<Record<MessageStatus, string>> = {}
  for (const status in times) timeline[status as MessageStatus] = iso(times[status as MessageStatus] ?? 0)
  const label = plainLabel(externalLabel, entry.id)
  return {
    ...rest,
    timeline,
    ...(label ? { externalLabel: label } : {}),
    ...(expiresAt ? { expiresAt: iso(expiresAt) } : {}),
    ...(repliedAt ? { repliedAt: iso(repliedAt) } : {}),
    ...(tried ? { tried: tried.map(({ at, reason }) => ({ at: iso(at), reason })) } : {}),
    ...(doubtNote ? { waiting: doubtNote.why } : {}),
    ...(doubtNote && doubtNote.of > 0 ? { evidence: { shown: doubtNote.shown, of: doubtNote.of } } : {}),
  }
}

/** A job that failed without an entry could never begin: its data is no message. */
function stateOfJob({ seal }: EntryDeps, job: Job<StoredJob>, id: string, lane: Lane): MessageState {
  const { batch, row, expiresAt } = job.data
  // The delay itself may be that of a paused batch.
  const sendDelay = job.opts.delay ?? 0
  const message = messageOfJob(seal, id, job.data)
  const failed = job.finishedOn !== undefined && job.failedReason !== undefined
  return {
    id,
    status: failed ? 'failed' : 'enqueued',
    lane,
    to: message?.to ?? '',
    namespace: message?.namespace ?? '',
    elementName: message?.elementName ?? '',
    attempts: 0,
    timeline: { enqueued: iso(job.timestamp), ...(failed ? { failed: iso(job.finishedOn ?? 0) } : {}) },
    ...(message?.externalLabel ? { externalLabel: message.externalLabel } : {}),
    ...extrasOf(message ?? {}),
    ...(batch ? { batch } : {}),
    ...(row ? { row } : {}),
    ...(failed ? { detail: job.failedReason } : {}),
    ...(job.delay > 0 && sendDelay > 0 ? { sendAt: iso(job.timestamp + sendDelay) } : {}),
    ...(expiresAt ? { expiresAt: iso(expiresAt) } : {}),
    ...holdupOf(job.progress as Partial<JobHoldup> | number),
  }
}

/** What is over has its turn, or is about to. */
function holdupOf(progress: Partial<JobHoldup> | number): Pick<MessageState, 'holdup'> {
  if (typeof progress !== 'object') return {}
  const { reason, until = 0 } = progress
  return reason && until > Date.now() ? { holdup: { reason, until: iso(until) } } : {}
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
