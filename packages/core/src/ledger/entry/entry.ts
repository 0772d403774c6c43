import { type Extras, extrasOf, type Lane, MessageStatus } from '../../message/index.js'
import { type AccountKeys, type Redis, readHashes } from '../../redis/index.js'
import { DataKeyMissingError, noSeal, type Seal, tryOpen } from '../../seal/index.js'
import { batchRowOfEntry } from '../ids/batch-row.js'
import { type DoubtNote, parseDoubtNote } from './doubt-notes.js'
import { defaultOrigin, entryField, laneFromUrgent, timeField } from './entry-fields.js'
import { requestOfDoubt } from './find-doubts.js'
import { readPersonOrMissingDataKey, showPerson } from './personal-data.js'
import { parseTries, type Try } from './tries.lua.js'

/** What is known of a message, whoever asks. */
export interface MessageFacts extends Extras {
  readonly id: string
  readonly status: MessageStatus
  readonly lane: Lane
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly externalLabel?: string
  readonly batch?: string
  readonly row?: number
  readonly attempts: number
  readonly upstreamId?: string
  /** In doubt, by XML: the `identificador` of the request that it went in (seed 000). */
  readonly request?: string
  /** Why it is in this status, where that is not plain: an outcome's reason, or upstream's answer, shortened. */
  readonly detail?: string
  /** Rejected, failed, suppressed or unknown: the code of why. */
  readonly reason?: string
  /** The report's: whether it costs, and what kind of sender it names. */
  readonly billable?: boolean
  readonly origin?: string
}

/** One message's ledger entry, read back from its hash (entry-fields.ts). Times in epoch ms. */
export interface LedgerEntry extends MessageFacts {
  readonly expiresAt?: number
  readonly fingerprint?: string
  /** The dispatch date of its item in the report. */
  readonly dispatchedAt?: number
  /** When the recipient first answered. */
  readonly repliedAt?: number
  /** In doubt: what was noted of what that waits for. */
  readonly doubtNote?: DoubtNote
  /** Its last attempts that came to nothing, or to a doubt. */
  readonly tried?: readonly Try[]
  readonly times: Partial<Record<MessageStatus, number>>
}

export interface EntryDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

/**
 * Reads entries in one round trip; `undefined` for a message the ledger does not know. `to` is empty where the person was
 * forgotten, or where the data key is missing; who decides by it gives `readPerson`, which throws then.
 */
export async function readEntries(
  { redis, keys, seal }: EntryDeps,
  ids: readonly string[],
  personOf: typeof showPerson = showPerson,
): Promise<(LedgerEntry | undefined)[]> {
  const hashes = await readHashes(
    redis,
    ids.map((id) => keys.message(id)),
  )
  return ids.map((id, index) => parseEntry(id, hashes[index] ?? {}, { seal, personOf }))
}

/** The same, for what is decided by the person: and of which messages the data key is missing, by their ids. */
export async function readEntriesAndMissingDataKeys(
  deps: EntryDeps,
  ids: readonly string[],
): Promise<{
  readonly entries: readonly (LedgerEntry | undefined)[]
  readonly keyless: ReadonlyMap<string, DataKeyMissingError>
}> {
  const keyless = new Map<string, DataKeyMissingError>()
  const personOf: typeof showPerson = (seal, id, kept) => {
    const person = readPersonOrMissingDataKey(seal, id, kept)
    if (!(person instanceof DataKeyMissingError)) return person
    keyless.set(id, person)
    return {}
  }
  return { entries: await readEntries(deps, ids, personOf), keyless }
}

export function parseEntry(
  id: string,
  hash: Readonly<Record<string, string>>,
  { seal = noSeal, personOf = showPerson }: { seal?: Seal | undefined; personOf?: typeof showPerson } = {},
): LedgerEntry | undefined {
  const value = (name: keyof typeof entryField) => hash[entryField[name]]
  const status = value('status')
  if (!status) return undefined
  const times: Partial<Record<MessageStatus, number>> = {}
  for (const each of MessageStatus.options) {
    const time = hash[timeField[each]]
    if (time) times[each] = Number(time)
  }
  const person = personOf(seal, id, { to: value('to'), label: value('label') })
  const detail = value('detail')
  const note = status === 'unknown' ? parseDoubtNote(value('waiting'), times.sending) : undefined
  const request = status === 'unknown' ? requestOfDoubt(value('request'), value('token')) : undefined
  const tried = parseTries(value('tried'))
  const billable = value('billable')
  const named = value('origin')
  const origin = named ? tryOpen(seal, 'origin', id, named) : billable && defaultOrigin
  return {
    id,
    status: status as MessageStatus,
    lane: laneFromUrgent(value('urgent')),
    to: person.to ?? '',
    namespace: value('namespace') ?? '',
    elementName: value('elementName') ?? '',
    attempts: Number(value('attempts') ?? 0),
    times,
    ...text('externalLabel', person.externalLabel),
    ...extrasOf(person),
    ...batchRowOfEntry(id, value('batch'), value('row')),
    ...text('upstreamId', value('upstream')),
    ...text('request', request),
    ...text('detail', detail && tryOpen(seal, 'detail', id, detail)),
    ...text('reason', value('reason')),
    ...number('expiresAt', value('expires')),
    ...number('dispatchedAt', value('dispatched')),
    ...(billable ? { billable: billable === '1' } : {}),
    ...text('origin', origin),
    ...(note ? { doubtNote: note } : {}),
    ...(tried ? { tried } : {}),
    ...number('repliedAt', value('replied')),
    ...text('fingerprint', value('fingerprint')),
  }
}

function text<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value ? ({ [name]: value } as Record<Name, string>) : {}
}

function number<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, number>> {
  return value ? ({ [name]: Number(value) } as Record<Name, number>) : {}
}
