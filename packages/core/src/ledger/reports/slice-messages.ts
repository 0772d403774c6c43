import type { Lane, MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
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
  readonly externalLabel?: string | undefined
  readonly upstreamId?: string | undefined
  readonly sendingAt: number
  /** When it last came to be in doubt. */
  readonly unknownAt?: number | undefined
  /** What the end of its doubt waits for. */
  readonly doubtNote?: DoubtNote | undefined
  readonly dispatchedAt?: number | undefined
  readonly acceptedDate?: number | undefined
  readonly sentDate?: number | undefined
  readonly receivedDate?: number | undefined
  readonly readDate?: number | undefined
  readonly billable?: boolean | undefined
  /** What kind of sender its item names; absent where nobody can read it. */
  readonly origin?: string | undefined
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
  const entries = await readEntries(redis, keys, ids)
  const wanted = new Set(steps)
  const messages: SlicedMessage[] = []
  const unread: MessageMissingDataKey[] = []
  for (const [index, id] of ids.entries()) {
    const [status, urgent, to, namespace, elementName, label, upstream, waiting, billable, origin, ...times] =
      entries[index] ?? []
    const [sending = 0, unknownAt, dispatchedAt, acceptedDate, sentDate, receivedDate, readDate] =
      times.map(momentOf)
    // The step is that of the last attempt: a message that was sent again has left its first one.
    if (!status || !wanted.has(Math.floor(sending / sliceMs))) continue
    const person = readPersonOrMissingDataKey(seal, id, { to: to || null, label: label || null })
    const facts = {
      id,
      status: status as MessageStatus,
      lane: laneFromUrgent(urgent || null),
      namespace: namespace || '',
      elementName: elementName || '',
      sendingAt: sending,
      upstreamId: upstream || undefined,
      unknownAt,
      doubtNote: parseDoubtNote(waiting || null, sending),
      dispatchedAt,
      acceptedDate,
      sentDate,
      receivedDate,
      readDate,
      billable: billable ? billable === '1' : undefined,
      origin: originOf(seal, id, { billable, origin }),
    }
    if (person instanceof DataKeyMissingError) {
      unread.push({ ...facts, keyId: person.keyId })
    } else if (person.to) {
      messages.push({ ...facts, to: person.to, externalLabel: person.externalLabel })
    }
  }
  return { messages, missingDataKey: unread }
}

/** A field that is not there is `false`. */
type Value = string | false | undefined

function momentOf(time: Value): number | undefined {
  return time ? Number(time) : undefined
}

/** So many keep Redis for half a millisecond or so. */
const perCall = 100

/** As one text: taking thousands of small answers apart costs a scan more than all else. */
const readScript = defineScript(
  'disparoReadEntries',
  /* lua */ `
local entries = {}
for place, id in ipairs(ARGV) do
  entries[place] = redis.call('HMGET', KEYS[1] .. id, ${quoted()})
end
return cjson.encode(entries)
`,
)

async function readEntries(redis: Redis, keys: AccountKeys, ids: readonly string[]): Promise<Value[][]> {
  const calls: Promise<unknown>[] = []
  for (let from = 0; from < ids.length; from += perCall)
    calls.push(readScript(redis, [keys.message('')], ids.slice(from, from + perCall)))
  const texts = (await Promise.all(calls)) as string[]
  return texts.flatMap((text) => JSON.parse(text) as Value[][])
}

/** The usual one goes without saying once it is known whether the message costs (observe.lua.ts). */
function originOf(
  seal: Seal,
  id: string,
  { billable, origin }: { readonly billable: Value; readonly origin: Value },
): string | undefined {
  if (!origin) return billable ? defaultOrigin : undefined
  return tryOpen(seal, 'origin', id, origin)
}

/** The fields in the order in which `readSliceMessages` takes them apart. */
function quoted(): string {
  return [
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
    .map((name) => `'${name}'`)
    .join(', ')
}
