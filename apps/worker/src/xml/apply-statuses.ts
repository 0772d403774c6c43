import { type Account, booksOf } from '@disparo/core/account'
import {
  type FollowedRequest,
  type LedgerEntry,
  noteScan,
  observe,
  readEntries,
  readRequestMessages,
} from '@disparo/core/ledger'
import type { MessageStatus } from '@disparo/core/message'
import { type Lanes, wake } from '@disparo/core/queue'
import type { AccountKeys } from '@disparo/core/redis'
import type { XmlStatusItem } from '@disparo/core/xml'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { shownStatuses } from '../metrics/shown-statuses.js'
import { matchItems } from './match-items.js'
import { observationsOf } from './read-word.js'

export interface ApplyDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: Account
  readonly lanes: Lanes
  readonly log: Logger
  readonly metrics?: AccountMetrics | undefined
}

/**
 * Writes down what a 50.02 answer says of a request's messages; doing it again changes nothing. Answers how many of them
 * may still change.
 */
export async function applyStatuses(
  deps: ApplyDeps,
  { code }: FollowedRequest,
  { items, now }: { readonly items: readonly XmlStatusItem[]; readonly now: number },
): Promise<number> {
  const { redis, keys, account, lanes, log, metrics } = deps
  const entries = await readContacts(deps, code)
  const open = new Map(entries.filter(isOpenFor(code)).map((entry) => [entry.id, entry]))
  const words = matchItems(entries, items)
  const ours = words.filter(({ id }) => open.has(id))
  const observations = ours.flatMap((word) => observationsOf(word, { code, now }))
  const changed = await observe(redis, keys, { books: booksOf(account), observations })
  for (const shown of shownStatuses(open, observations)) metrics?.status(shown)
  // Their jobs sleep, and have nothing to wait for any more.
  await wake(
    lanes,
    ours.flatMap(({ id }) => open.get(id) ?? []).filter(({ status }) => status === 'unknown'),
  )

  const left = (await readContacts(deps, code)).filter(isOpenFor(code)).length
  await noteScan(redis, keys, { startedAt: now })
  metrics?.scan({ items: items.length, matched: ours.length, released: 0 })
  log.info({
    event: 'report:scanned',
    items: items.length,
    matched: ours.length,
    foreign: items.length - words.length,
    changed,
    open: left,
  })
  return left
}

/** The request's messages that the ledger still knows, in the order of its contacts. */
async function readContacts(deps: ApplyDeps, code: string): Promise<LedgerEntry[]> {
  const ids = await readRequestMessages(deps.redis, deps.keys, code)
  return (await readEntries(deps, ids)).filter((entry) => entry !== undefined)
}

/** `sending`: its worker died before it could settle what the request's answer had told it. */
const openStatuses: ReadonlySet<MessageStatus> = new Set([
  'sending',
  'unknown',
  'accepted',
  'sent',
  'received',
])

/** A message that went again belongs to its later request. */
function isOpenFor(code: string): (entry: LedgerEntry) => boolean {
  return ({ status, upstreamId = code }) => upstreamId === code && openStatuses.has(status)
}
