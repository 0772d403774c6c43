import type { Redis } from 'ioredis'
import type { Lane } from '../message/index.js'
import { MessageStatus } from '../message/index.js'
import type { AccountKeys } from '../redis/index.js'
import { placeOfEntry } from './place.js'

/** What is known of a message, whoever asks. */
export interface MessageFacts {
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
  /** Why it is in this status, where that is not plain: an outcome's reason, or upstream's answer, shortened. */
  readonly detail?: string
  /** The report's: whether it costs, and what kind of sender it names. */
  readonly billable?: boolean
  readonly origin?: string
}

/** One message's ledger entry, read back from its hash (fields: entry.lua.ts and begin.ts). Times in epoch ms. */
export interface LedgerEntry extends MessageFacts {
  readonly expiresAt?: number
  readonly fingerprint?: string
  /** The dispatch date of its item in the report. */
  readonly dispatchedAt?: number
  /** When the recipient first answered. */
  readonly repliedAt?: number
  readonly times: Partial<Record<MessageStatus, number>>
}

/** Reads entries in one pipeline; `undefined` for a message the ledger does not know. */
export async function readEntries(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  ids: readonly string[],
): Promise<(LedgerEntry | undefined)[]> {
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.hgetall(keys.message(id))
  const replies = (await pipeline.exec()) ?? []
  return ids.map((id, index) => {
    const [error, hash] = replies[index] ?? []
    if (error) throw error
    return readEntry(id, hash as Record<string, string>)
  })
}

export function readEntry(id: string, hash: Readonly<Record<string, string>>): LedgerEntry | undefined {
  if (!hash.status) return undefined
  const times: Partial<Record<MessageStatus, number>> = {}
  for (const status of MessageStatus.options) {
    const time = hash[`@${status}`]
    if (time) times[status] = Number(time)
  }
  return {
    id,
    status: hash.status as MessageStatus,
    lane: hash.lane as Lane,
    to: hash.to ?? '',
    namespace: hash.ns ?? '',
    elementName: hash.el ?? '',
    attempts: Number(hash.attempts ?? 0),
    times,
    ...(hash.label ? { externalLabel: hash.label } : {}),
    ...placeOfEntry(id, hash.batch, hash.row),
    ...(hash.upstream ? { upstreamId: hash.upstream } : {}),
    ...(hash.detail ? { detail: hash.detail } : {}),
    ...(hash.expires ? { expiresAt: Number(hash.expires) } : {}),
    ...(hash.dispatched ? { dispatchedAt: Number(hash.dispatched) } : {}),
    ...(hash.billable ? { billable: hash.billable === '1' } : {}),
    ...(hash.origin ? { origin: hash.origin } : {}),
    ...(hash['@replied'] ? { repliedAt: Number(hash['@replied']) } : {}),
    ...(hash.print ? { fingerprint: hash.print } : {}),
  }
}
