import type { Lane, MessageStatus } from '../message/index.js'
import { MessageStatus as AllStatuses } from '../message/index.js'

/** One message's ledger entry, read back from its hash (fields: entry.lua.ts and begin.ts). Times in epoch ms. */
export interface LedgerEntry {
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
  readonly detail?: string
  readonly expiresAt?: number
  readonly fingerprint?: string
  /** The report's: when it was dispatched, whether it costs, and what kind of sender it names. */
  readonly dispatchedAt?: number
  readonly billable?: boolean
  readonly origin?: string
  /** When the recipient first answered. */
  readonly repliedAt?: number
  readonly times: Partial<Record<MessageStatus, number>>
}

export function readEntry(id: string, hash: Readonly<Record<string, string>>): LedgerEntry | undefined {
  if (!hash.status) return undefined
  const times: Partial<Record<MessageStatus, number>> = {}
  for (const status of AllStatuses.options) {
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
    ...(hash.batch ? { batch: hash.batch } : {}),
    ...(hash.row ? { row: Number(hash.row) } : {}),
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
