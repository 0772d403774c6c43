import type { Account } from '../account/index.js'
import { countStoredEvents, type LedgerOptions, readLatestStoredEvents } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import { noSeal, tryOpen } from '../seal/index.js'
import { readEventText } from './event-text.js'

/** Where what an account's webhook hears is written down. Its books say `findable`, or no event finds its message. */
export interface WebhookDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly ledgerOptions: LedgerOptions
  /** By whose rules people are suppressed. Default: by none. */
  readonly account?: Pick<Account, 'suppression' | 'defaultCountry'> | undefined
}

/** A webhook event of no message known, or that says something which cannot be read. */
export interface UnmatchedEvent {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly receivedAt: string
  /** Its message is not known, or it is a reply whose text cannot be found. */
  readonly why: 'no-message' | 'no-text'
  /** As it came, or a text where it was too long to be kept whole. Absent where the data key is missing that opens it. */
  readonly event?: unknown
}

/** The latest ones first. */
export interface UnmatchedPage {
  /** How many are kept. */
  readonly total: number
  readonly events: readonly UnmatchedEvent[]
  /** Where older ones follow: what `before` has to be for the next page. */
  readonly next?: string
}

/** @param before - the `next` of a page; default: from the latest on */
export async function readUnmatchedEvents(
  { redis, keys, ledgerOptions: { seal = noSeal } }: WebhookDeps,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<UnmatchedPage> {
  const [total, kept] = await Promise.all([
    countStoredEvents(redis, keys),
    readLatestStoredEvents(redis, keys, { before, count: limit }),
  ])
  const last = kept.at(-1)
  return {
    total,
    events: kept.map(({ id, receivedAt, text, why = 'no-message' as const }): UnmatchedEvent => {
      const opened = tryOpen(seal, 'webhook', '', text)
      const event = opened === undefined ? {} : { event: readEventText(opened) ?? opened }
      return { id, receivedAt: new Date(receivedAt).toISOString(), why, ...event }
    }),
    ...(last && kept.length === limit ? { next: last.id } : {}),
  }
}
