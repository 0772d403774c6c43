import { type Lane, MessageStatus } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { type BatchOrigin, parseOrigin } from './batch-origin.js'
import { type BatchPhase, parseBatchPhase } from './set-batch-phase.js'

/** Between the two names of a template, in neither of which it can stand. */
export const nameBreak = '\u001f'
const templateField = 'template:'
const dueField = 'due:'

/** How many messages of a batch are of one template. */
export interface TemplateCount {
  readonly namespace: string
  readonly elementName: string
  readonly count: number
}

/** `canary`: by what its first messages came to. `share`: of the last 50 outcomes too many were failures. */
export type HaltReason = 'canary' | 'share'

/** A batch as the ledger has it. Times in epoch ms. */
export interface LedgerBatch extends BatchOrigin {
  readonly id: string
  readonly lane: Lane
  readonly phase: BatchPhase
  /** Since when it is paused or cancelled, and who did so. */
  readonly phaseSince?: number | undefined
  readonly phaseBy?: string | undefined
  /** Why it halted, and how many of how many outcomes were failures. */
  readonly halt?: { readonly reason: HaltReason; readonly rejected: number; readonly of: number } | undefined
  /** How many of its messages are tried first, while that goes on. */
  readonly canary?: number | undefined
  /** So many of its messages begin in any minute, at most; and until when (epoch ms) moments are promised to those that were put off. */
  readonly maxPerMinute?: number | undefined
  readonly pacedUntil?: number | undefined
  /** To which moment one of its messages was put off for its person's cap, the latest (epoch ms). */
  readonly cappedUntil?: number | undefined
  /** When the last of its messages may go by the caps of their persons, as was reckoned at enqueueing (epoch ms). */
  readonly cappedPlan?: number | undefined
  /** When one of its messages was put off last, for what went out before had to be counted for its person's cap (epoch ms). */
  readonly countingAt?: number | undefined
  /** When the last of its messages was settled; absent while any is not, or rows may come. */
  readonly finishedAt?: number | undefined
  readonly createdAt: number
  /** When the first of its messages may go; absent where that was at once. */
  readonly sendAt?: number | undefined
  /** Given later than its rows: before which moment those that were enqueued by `setAt` may not go. */
  readonly start?: { readonly at: number; readonly setAt: number } | undefined
  /** How many of its messages may not go before which moments, as they were enqueued; those that are over, too. */
  readonly due: readonly { readonly at: number; readonly count: number }[]
  /** For which data key a message of it was parked last, as `parkedGroupName` has it. */
  readonly parkedFor?: string | undefined
  /** Most messages first. A batch of more than 50 has the rest as one, without names. */
  readonly templates: readonly TemplateCount[]
  readonly total: number
  readonly rejectedRows: number
  readonly counts: Record<MessageStatus, number>
}

/** One read of constant size, but for counting the bits of `rows` (1,000,000 rows are 125 kB). */
export async function readBatch(
  redis: Redis,
  keys: AccountKeys,
  id: string,
): Promise<LedgerBatch | undefined> {
  const [hash, total] = await Promise.all([redis.hgetall(keys.batch(id)), redis.bitcount(keys.batchRows(id))])
  return parseBatch(id, hash, total)
}

/** @param total - how many messages are noted down as the batch's */
export function parseBatch(
  id: string,
  hash: Readonly<Record<string, string>>,
  total: number,
): LedgerBatch | undefined {
  if (!hash.createdAt) return undefined
  const counts = Object.fromEntries(
    MessageStatus.options.map((status) => [status, Number(hash[status] ?? 0)]),
  ) as Record<MessageStatus, number>
  const begun = Object.values(counts).reduce((sum, count) => sum + count, 0)
  counts.enqueued = Math.max(0, total - begun)
  return {
    id,
    lane: hash.lane as Lane,
    ...parseOrigin(hash),
    phase: parseBatchPhase(hash.state),
    ...(hash.stateAt ? { phaseSince: Number(hash.stateAt) } : {}),
    ...(hash.stateBy ? { phaseBy: hash.stateBy } : {}),
    ...(hash.finishedAt ? { finishedAt: Number(hash.finishedAt) } : {}),
    ...(hash.canary ? { canary: Number(hash.canary) } : {}),
    ...parsePace(hash),
    ...(hash.state === 'halted' ? { halt: parseHalt(hash) } : {}),
    createdAt: Number(hash.createdAt),
    ...(Number(hash.sendAt) > 0 ? { sendAt: Number(hash.sendAt) } : {}),
    due: parseDue(hash),
    ...(hash.startAt ? { start: { at: Number(hash.startAt), setAt: Number(hash.startSetAt) } } : {}),
    ...(hash.parkedFor ? { parkedFor: hash.parkedFor } : {}),
    templates: parseTemplates(hash),
    total,
    rejectedRows: Number(hash.rejectedRows ?? 0),
    counts,
  }
}

/** What of a batch waits for its own pace, and for caps. */
function parsePace({ maxPerMinute, paceNext, paceLate, ...caps }: Readonly<Record<string, string>>) {
  const { cappedUntil, cappedPlan, countingAt } = caps
  const pacedUntil = Math.max(Number(paceNext ?? 0), Number(paceLate ?? 0))
  return {
    ...(maxPerMinute ? { maxPerMinute: Number(maxPerMinute) } : {}),
    ...(maxPerMinute && pacedUntil > 0 ? { pacedUntil } : {}),
    ...(cappedUntil ? { cappedUntil: Number(cappedUntil) } : {}),
    ...(cappedPlan ? { cappedPlan: Number(cappedPlan) } : {}),
    ...(countingAt ? { countingAt: Number(countingAt) } : {}),
  }
}

function parseDue(hash: Readonly<Record<string, string>>): { at: number; count: number }[] {
  return Object.entries(hash)
    .filter(([field]) => field.startsWith(dueField))
    .map(([field, count]) => ({ at: Number(field.slice(dueField.length)), count: Number(count) }))
    .sort((one, other) => one.at - other.at)
}

function parseHalt(hash: Readonly<Record<string, string>>): NonNullable<LedgerBatch['halt']> {
  const { haltReason, haltRejected = 0, haltOf = 0 } = hash
  const reason = haltReason === 'canary' ? haltReason : 'share'
  return { reason, rejected: Number(haltRejected), of: Number(haltOf) }
}

function parseTemplates(hash: Readonly<Record<string, string>>): TemplateCount[] {
  const fields = Object.entries(hash).filter(([field]) => field.startsWith(templateField))
  const templates = fields.map(([field, count]) => {
    const [namespace = '', elementName = ''] = field.slice(templateField.length).split(nameBreak)
    return { namespace, elementName, count: Number(count) }
  })
  return templates.sort((a, b) => b.count - a.count)
}
