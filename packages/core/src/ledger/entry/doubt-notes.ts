import type { Lane } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { recordDoubtsLua, recordMissingMessagesLua } from './doubt-notes.lua.js'
import { entryField, fieldsLua, laneFromUrgent, timeField } from './entry-fields.js'

/**
 * What the end of a doubt waits for. `no-control`: a message that is surely accepted and shown, sent at or after it.
 * `report-lag`: the report shows too little of what was accepted then, or has not had its time yet. `look-alike`: the
 * report shows somebody's message to the same person. `upstream-outage`: Hi Platform gave no answers then. For somebody's word:
 * `no-report` (XML has none), `too-old` (older than `reconcile.maxAgeHours`), `policy` (`hold`).
 */
export const doubtReasons = [
  'no-control',
  'report-lag',
  'look-alike',
  'upstream-outage',
  'no-report',
  'too-old',
  'policy',
] as const
export type DoubtReason = (typeof doubtReasons)[number]

/** What is known of a doubt: what it waits for, and how many of how many accepted messages of its time are shown. */
export interface DoubtNote {
  readonly why: DoubtReason
  readonly shown: number
  readonly of: number
  /** When the first scan began that showed what was sent before it, while nothing was sent after it. Epoch ms. */
  readonly shownBeforeAt?: number | undefined
}

/** A message in doubt since its last attempt, which began at `sendingAt` (epoch ms, Redis's clock). */
export interface MessageInDoubt {
  readonly id: string
  readonly lane: Lane
  readonly sendingAt: number
  readonly doubtNote?: DoubtNote | undefined
}

const noteScript = defineScript('disparoRecordDoubts', fieldsLua, recordDoubtsLua)
const neverShownScript = defineScript('disparoRecordMissingMessages', fieldsLua, recordMissingMessagesLua)

/** One call is short enough to keep nobody waiting. */
const perCall = 500

/** Notes what doubts wait for; of those that are none any more, or of another attempt by now, nothing. */
export async function recordDoubts(
  redis: Redis,
  keys: AccountKeys,
  doubts: readonly (Pick<MessageInDoubt, 'id' | 'sendingAt'> & { readonly note: DoubtNote })[],
): Promise<void> {
  for (let first = 0; first < doubts.length; first += perCall) {
    const args = doubts
      .slice(first, first + perCall)
      .flatMap(({ id, sendingAt, note }) => [id, sendingAt, noteText(sendingAt, note)])
    await noteScript(redis, [keys.slicesTotal], [keys.prefix, ...args])
  }
}

/** The messages longest in doubt, `limit` at most, with what was noted of them. */
export async function readDoubts(redis: Redis, keys: AccountKeys, limit: number): Promise<MessageInDoubt[]> {
  const ids = await redis.zrange(keys.unknown, '0', String(limit - 1))
  const pipeline = redis.pipeline()
  for (const id of ids)
    pipeline.hmget(keys.message(id), entryField.urgent, timeField.sending, entryField.waiting)
  const replies = (await pipeline.exec()) ?? []
  return ids.flatMap((id, index) => {
    const [error, values] = replies[index] as [Error | null, (string | null)[]]
    if (error) throw error
    const [urgent, sending, text] = values
    if (!sending) return []
    const sendingAt = Number(sending)
    return [{ id, lane: laneFromUrgent(urgent), sendingAt, doubtNote: parseDoubtNote(text, sendingAt) }]
  })
}

/** Counts those of these messages, whose time in the report is over, that are accepted and were never shown. */
export async function recordMissingMessages(
  redis: Redis,
  keys: AccountKeys,
  ids: readonly string[],
): Promise<number> {
  let count = 0
  for (let first = 0; first < ids.length; first += perCall) {
    const args = [keys.prefix, ...ids.slice(first, first + perCall)]
    count += (await neverShownScript(redis, [keys.slicesTotal, keys.reportState], args)) as number
  }
  return count
}

export async function readMissingMessages(redis: Redis, keys: AccountKeys): Promise<number> {
  return Number((await redis.hget(keys.reportState, 'neverShown')) ?? 0)
}

function noteText(sendingAt: number, { why, shown, of, shownBeforeAt }: DoubtNote): string {
  return [sendingAt, why, shown, of, shownBeforeAt ?? ''].join(' ')
}

/** What was noted of the attempt that began at `sendingAt`; nothing of an earlier one. */
export function parseDoubtNote(
  text: string | null | undefined,
  sendingAt: number | undefined,
): DoubtNote | undefined {
  const [of, why, shown, all, shownBeforeAt] = text?.split(' ') ?? []
  if (of === undefined || Number(of) !== sendingAt) return undefined
  return {
    why: why as DoubtReason,
    shown: Number(shown),
    of: Number(all),
    ...(shownBeforeAt ? { shownBeforeAt: Number(shownBeforeAt) } : {}),
  }
}
