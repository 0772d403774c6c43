import { type Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import {
  type FollowedRequest,
  type LedgerEntry,
  observe,
  readEntriesAndMissingDataKeys,
  readRequestMessages,
  recordScan,
} from '@disparo/core/internal/ledger'
import type { MessageStatus } from '@disparo/core/internal/message'
import { type Lanes, promoteJobs } from '@disparo/core/internal/queue'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import type { XmlStatusItem } from '@disparo/hi-platform/xml'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { matchItems } from './match-items.js'
import { observationsOf } from './read-status-word.js'

interface ApplyDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: Account
  readonly lanes: Lanes
  readonly metrics?: AccountMetrics | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

/** What a 50.02 answer has brought. */
interface Applied {
  readonly items: number
  /** Items that are a message's of ours which may change, and those that are nobody's. */
  readonly matched: number
  readonly foreign: number
  /** Messages that have changed, and those that may still change. */
  readonly changed: number
  readonly open: number
  /** Messages whose data key is missing: whose item they have is for a worker to say that has it, so that they stay open. */
  readonly unread: readonly { readonly keyId: string }[]
}

/** Writes down what a 50.02 answer says of a request's messages; doing it again changes nothing. */
export async function applyStatuses(
  deps: ApplyDeps,
  { code }: FollowedRequest,
  { items, now }: { readonly items: readonly XmlStatusItem[]; readonly now: number },
): Promise<Applied> {
  const { redis, keys, account, lanes, metrics, seal } = deps
  const { entries } = await readContacts(deps, code)
  const open = new Map(entries.filter(isOpenFor(code)).map((entry) => [entry.id, entry]))
  const words = matchItems(entries, items)
  const ours = words.filter(({ id }) => open.has(id))
  const observations = ours.flatMap((word) => observationsOf(word, { code, now }))
  const ledgerOptions = { ...ledgerOptionsOf(account), seal, onStatus: metrics?.status }
  const changed = await observe(redis, keys, { ledgerOptions, observations })
  // Their jobs sleep, and have nothing to wait for any more.
  await promoteJobs(
    lanes,
    ours.flatMap(({ id }) => open.get(id) ?? []).filter(({ status }) => status === 'unknown'),
  )

  const after = await readContacts(deps, code)
  await recordScan(redis, keys, { startedAt: now })
  metrics?.scan({ items: items.length, matched: ours.length, released: 0 })
  return {
    items: items.length,
    matched: ours.length,
    foreign: items.length - words.length,
    changed,
    open: after.entries.filter(isOpenFor(code)).length + after.unread.length,
    unread: after.unread,
  }
}

/** The request's messages that the ledger still knows, in the order of its contacts; apart from them those that do not open. */
async function readContacts(
  deps: ApplyDeps,
  code: string,
): Promise<Pick<Applied, 'unread'> & { readonly entries: readonly LedgerEntry[] }> {
  const ids = await readRequestMessages(deps.redis, deps.keys, code)
  const { entries, keyless } = await readEntriesAndMissingDataKeys(deps, ids)
  const known = entries.filter((entry) => entry !== undefined)
  return {
    entries: known.filter(({ id }) => !keyless.has(id)),
    unread: known.flatMap(({ id, status }) => (openStatuses.has(status) ? (keyless.get(id) ?? []) : [])),
  }
}

/** `sending`: its worker died before it could settle what the request's answer had told it. */
const openStatuses: ReadonlySet<MessageStatus> = new Set([
  'sending',
  'unknown',
  'accepted',
  'sent',
  'received',
])

/** A message that went again belongs to its later request; of a person who was forgotten nobody asks any more. */
function isOpenFor(code: string): (entry: LedgerEntry) => boolean {
  return ({ status, to, upstreamId = code }) => to !== '' && upstreamId === code && openStatuses.has(status)
}
