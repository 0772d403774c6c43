import type { Lane, MessageStatus } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { DataKeyMissingError, noSeal, type Seal, tryOpen } from '../../seal/index.js'
import { type DoubtNote, parseDoubtNote } from '../entry/doubt-notes.js'
import { defaultOrigin, entryField, laneFromUrgent, timeField } from '../entry/entry-fields.js'
import { sliceMs } from '../entry/ledger-options.js'
import { readPersonOrMissingDataKey } from '../entry/personal-data.js'
import { unpackId } from '../ids/packed-id.js'

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
  readonly acceptedDate?: number
  readonly sentDate?: number
  readonly receivedDate?: number
  readonly readDate?: number
  readonly billable?: boolean
  /** What kind of sender its item names; absent where nobody can read it. */
  readonly origin?: string
}

/** One whose data key is missing: whom it went to is not known here, and it is part of no proof. */
export interface MessageMissingDataKey extends Omit<SlicedMessage, 'to' | 'externalLabel'> {
  readonly keyId: string
}

export interface SliceMessages {
  readonly messages: readonly SlicedMessage[]
  readonly missingDataKey: readonly MessageMissingDataKey[]
}

/**
 * The messages of steps of slices, resolved ones too: their report items must not be taken for those of others. Those whose person
 * was forgotten are left out, for nobody can say any more which item is theirs. Those that cannot be opened stand apart: to
 * take them for absent, or their items for others', would be wrong.
 */
export async function readSliceMessages(
  redis: Redis,
  keys: AccountKeys,
  steps: readonly number[],
  seal: Seal = noSeal,
): Promise<SliceMessages> {
  const lists = await Promise.all(steps.map((n) => redis.lrangeBuffer(keys.slice(n), 0, -1)))
  const ids = [...new Set(lists.flat().map(unpackId))]
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.hmget(keys.message(id), ...slicedFields)
  const replies = (await pipeline.exec()) ?? []
  const wanted = new Set(steps)
  const messages: SlicedMessage[] = []
  const unread: MessageMissingDataKey[] = []
  for (const [index, id] of ids.entries()) {
    const [error, values] = replies[index] as [Error | null, (string | null)[]]
    if (error) throw error
    const [status, urgent, to, namespace, elementName, label, upstream, waiting, billable, origin, ...times] =
      values
    const [sending = 0, unknown, dispatched, accepted, sent, received, read] = times.map((time) =>
      time ? Number(time) : undefined,
    )
    const doubtNote = parseDoubtNote(waiting, sending)
    // The step is that of the last attempt: a message that was sent again has left its first one.
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
      ...(accepted ? { acceptedDate: accepted } : {}),
      ...(sent ? { sentDate: sent } : {}),
      ...(received ? { receivedDate: received } : {}),
      ...(read ? { readDate: read } : {}),
      ...(billable ? { billable: billable === '1' } : {}),
      ...originOf(seal, id, { billable, origin }),
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

/** The usual one goes without saying once it is known whether the message costs (observe.lua.ts). */
function originOf(
  seal: Seal,
  id: string,
  {
    billable,
    origin,
  }: { readonly billable: string | null | undefined; readonly origin: string | null | undefined },
): { origin?: string } {
  if (!origin) return billable ? { origin: defaultOrigin } : {}
  const shown = tryOpen(seal, 'origin', id, origin)
  return shown === undefined ? {} : { origin: shown }
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
  entryField.billable,
  entryField.origin,
  timeField.sending,
  timeField.unknown,
  entryField.dispatched,
  timeField.accepted,
  timeField.sent,
  timeField.received,
  timeField.read,
]
