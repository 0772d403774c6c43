import type { Lane, MessageStatus } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { DataKeyMissingError, noSeal, type Seal } from '../../seal/index.js'
import { type DoubtNote, parseDoubtNote } from '../entry/doubt-notes.js'
import { entryField, laneFromUrgent, timeField } from '../entry/entry-fields.js'
import { sliceMs } from '../entry/ledger-options.js'
import { readPersonOrMissingDataKey } from '../entry/personal-data.js'
import { unpackId } from '../ids/packed-id.js'

/** A slice as the ledger counts it: messages ever in it, those still open, and when its last complete scan began (ms). */
export interface Slice {
  readonly n: number
  readonly total: number
  readonly open: number
  readonly scannedAt?: number
}

/** What of a message matters when a report is held against it. Times in epoch ms, by Redis's clock. */
export interface SlicedMessage {
  readonly id: string
  readonly status: MessageStatus
  readonly lane: Lane
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly externalLabel?: string
  readonly upstreamId?: string
  readonly sendingAt: number
  /** When it last came to be in doubt. */
  readonly unknownAt?: number
  /** What the end of its doubt waits for. */
  readonly doubtNote?: DoubtNote
  readonly dispatchedAt?: number
  readonly sentDate?: number
  readonly receivedDate?: number
  readonly readDate?: number
}

/** One whose data key is missing: whom it went to is not known here, and it is part of no proof. */
export interface MessageMissingDataKey extends Omit<SlicedMessage, 'to' | 'externalLabel'> {
  readonly keyId: string
}

export interface SliceMessages {
  readonly messages: readonly SlicedMessage[]
  readonly missingDataKey: readonly MessageMissingDataKey[]
}

export async function readSlices(redis: Redis, keys: AccountKeys): Promise<Slice[]> {
  const [total, open, scanned] = await Promise.all([
    redis.hgetall(keys.slicesTotal),
    redis.hgetall(keys.slicesOpen),
    redis.hgetall(keys.slicesScanned),
  ])
  return Object.entries(open)
    .map(([n, count]) => ({
      n: Number(n),
      total: Number(total[n] ?? count),
      open: Number(count),
      ...(scanned[n] ? { scannedAt: Number(scanned[n]) } : {}),
    }))
    .sort((a, b) => a.n - b.n)
}

/**
 * The messages of slices, resolved ones too: their report items must not be taken for those of others. Those whose person
 * was forgotten are left out, for nobody can say any more which item is theirs. Those that cannot be opened stand apart: to
 * take them for absent, or their items for others', would be wrong.
 */
export async function readSliceMessages(
  redis: Redis,
  keys: AccountKeys,
  slices: readonly number[],
  seal: Seal = noSeal,
): Promise<SliceMessages> {
  const lists = await Promise.all(slices.map((n) => redis.lrangeBuffer(keys.slice(n), 0, -1)))
  const ids = [...new Set(lists.flat().map(unpackId))]
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.hmget(keys.message(id), ...slicedFields)
  const replies = (await pipeline.exec()) ?? []
  const wanted = new Set(slices)
  const messages: SlicedMessage[] = []
  const unread: MessageMissingDataKey[] = []
  for (const [index, id] of ids.entries()) {
    const [error, values] = replies[index] as [Error | null, (string | null)[]]
    if (error) throw error
    const [status, urgent, to, namespace, elementName, label, upstream, waiting, ...times] = values
    const [sending = 0, unknown, dispatched, sent, received, read] = times.map((time) =>
      time ? Number(time) : undefined,
    )
    const doubtNote = parseDoubtNote(waiting, sending)
    // The slice is that of the last attempt: a message that was sent again has left its first one.
    if (!status || !wanted.has(Math.floor(sending / sliceMs))) continue
    const person = readPersonOrMissingDataKey(seal, id, { to, label })
    const facts = {
      id,
      status: status as MessageStatus,
      lane: laneFromUrgent(urgent),
      namespace: namespace ?? '',
      elementName: elementName ?? '',
      sendingAt: sending,
      ...(upstream ? { upstreamId: upstream } : {}),
      ...(unknown ? { unknownAt: unknown } : {}),
      ...(doubtNote ? { doubtNote } : {}),
      ...(dispatched ? { dispatchedAt: dispatched } : {}),
      ...(sent ? { sentDate: sent } : {}),
      ...(received ? { receivedDate: received } : {}),
      ...(read ? { readDate: read } : {}),
    }
    if (person instanceof DataKeyMissingError) {
      unread.push({ ...facts, keyId: person.keyId })
    } else if (person.to) {
      const { to, externalLabel } = person
      messages.push({ ...facts, to, ...(externalLabel ? { externalLabel } : {}) })
    }
  }
  return { messages, missingDataKey: unread }
}

/** In the order in which `readSliceMessages` takes them apart. */
const slicedFields = [
  entryField.status,
  entryField.urgent,
  entryField.to,
  entryField.namespace,
  entryField.elementName,
  entryField.label,
  entryField.upstream,
  entryField.waiting,
  timeField.sending,
  timeField.unknown,
  entryField.dispatched,
  timeField.sent,
  timeField.received,
  timeField.read,
]

/** Notes that a scan which began at `startedAt` (ms) has covered these slices. */
export async function markScanned(
  redis: Redis,
  keys: AccountKeys,
  { slices, startedAt }: { readonly slices: readonly number[]; readonly startedAt: number },
): Promise<void> {
  if (slices.length > 0) await redis.hset(keys.slicesScanned, ...slices.flatMap((n) => [n, startedAt]))
}

/** Lets go of slices that are resolved or too old: they cost nothing any more. */
export async function dropSlices(redis: Redis, keys: AccountKeys, slices: readonly number[]): Promise<void> {
  if (slices.length === 0) return
  const fields = slices.map(String)
  await redis
    .multi()
    .hdel(keys.slicesOpen, ...fields)
    .hdel(keys.slicesTotal, ...fields)
    .hdel(keys.slicesScanned, ...fields)
    .del(...slices.map((n) => keys.slice(n)))
    .exec()
}
