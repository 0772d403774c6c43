import type { Account } from '@disparo/core/internal/account'
import { type CallbackQueue, type CallbackState, readCallbackState } from '@disparo/core/internal/callback'
import { type CatalogueState, readCatalogueState } from '@disparo/core/internal/catalogue'
import { type LegalList, oldLegalLists, readOpenings, readSources } from '@disparo/core/internal/contacts'
import {
  effectiveLimit,
  gateWindowMs,
  type Limit,
  readGate,
  readRestingTemplates,
} from '@disparo/core/internal/gate'
import {
  countParked,
  countStoredEvents,
  readWebhookCounts,
  type WebhookCounts,
} from '@disparo/core/internal/ledger'
import type { Lane } from '@disparo/core/internal/message'
import type { Lanes } from '@disparo/core/internal/queue'
import {
  type AccountKeys,
  accountKeys,
  everyAccount,
  type Redis,
  redisNow,
  withTimeout,
} from '@disparo/core/internal/redis'
import { type LaneStats, readLaneStats } from './lane-stats.js'
import { type ReportStats, readReportStats } from './report-stats.js'

/** How an account stands, as all its workers share it; ages in seconds. */
export interface AccountStats {
  readonly account: string
  readonly lanes: readonly LaneStats[]
  readonly permitsUsed: number
  /** Why the gate is closed; absent while it is open. A gate whose pause is over is closed until a probe gets through. */
  readonly closedBy?: string
  readonly limit: LimitStats
  /** Templates whose messages are refused while others get through. */
  readonly restingTemplates: number
  /** How its templates were read; absent where the account has none configured, or no worker has tried. */
  readonly templates?: CatalogueState
  /** Messages that sleep in a lane, for no worker had their data key. */
  readonly parked: Readonly<Record<Lane, number>>
  /** Messages that wait for their hour. */
  readonly asleep: number
  readonly unknown: number
  readonly unknownAge: number
  readonly haltedBatches: number
  readonly suppressions: SuppressionStats
  readonly report: ReportStats
  /** Absent where the account has no webhook. */
  readonly webhook?: WebhookStats
  /** Absent where the account has no callback. */
  readonly callbacks?: CallbackState
}

/** Of the account's own list, but for the lists of the law: of that of all accounts, too. */
interface SuppressionStats {
  readonly count: number
  /** Those of the law that are older than the account's `legalListDays`. */
  readonly oldLegalLists: readonly LegalList[]
}

/** The limit, in requests per `windowMs`. */
interface LimitStats {
  readonly windowMs: number
  readonly configured: number
  /** Less than `configured` while upstream announces less. */
  readonly inForce: number
  /** The higher limit that upstream announces; it changes nothing. */
  readonly higher?: number
}

export interface StatsDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly callbacks: CallbackQueue
  readonly account: Account
}

/** A scrape must not wait long for a Redis that is away. */
const answerMs = 2_000

/** @throws RedisUnavailableError */
export async function readAccountStats(deps: StatsDeps): Promise<AccountStats> {
  return withTimeout(deps.redis, answerMs, () => read(deps))
}

async function read({ redis, keys, lanes, callbacks, account }: StatsDeps): Promise<AccountStats> {
  const { safetyMarginMs, reserve } = account
  const configured: Limit = { ...account.limit, safetyMarginMs, reserve }
  const perRequest = account.transport === 'xml' ? account.xml.groupMax : 1
  const [now, gate] = await Promise.all([redisNow(redis, keys), readGate(redis, keys)])
  const { asleep, openedAt } = await readOpenings(redis, keys, now)
  const limit = effectiveLimit(configured, gate)
  const [
    urgent,
    bulk,
    resting,
    permitsUsed,
    parked,
    unknown,
    doubt,
    haltedBatches,
    suppressions,
    report,
    webhook,
    callbackState,
    templates,
  ] = await Promise.all([
    readLaneStats(lanes, { lane: 'urgent', limit, perRequest, gate, now, openedAt }),
    readLaneStats(lanes, { lane: 'bulk', limit, perRequest, gate, now, openedAt }),
    readRestingTemplates(redis, keys, now),
    redis.zcount(keys.permits, `(${now - gateWindowMs(limit)}`, '+inf'),
    countParked(redis, keys),
    redis.zcard(keys.unknown),
    redis.zrange(keys.unknown, '0', '0', 'WITHSCORES'),
    redis.zcard(keys.batchesHalted),
    readSuppressions({ redis, keys, account, now }),
    readReportStats(redis, { account, keys, now }),
    account.webhookSecret && readWebhookStats(redis, keys),
    account.callback && readCallbackState({ redis, keys, queue: callbacks }),
    account.templates && readCatalogueState(redis, keys),
  ])
  const since = Number(doubt[1] ?? now)
  const parkedIn = (lane: Lane) =>
    parked.reduce((sum, each) => sum + (each.lane === lane ? each.count : 0), 0)
  return {
    account: account.name,
    lanes: [urgent, bulk],
    permitsUsed,
    ...(gate.open ? {} : { closedBy: gate.reason ?? 'other' }),
    limit: {
      ...{ windowMs: limit.windowMs, configured: configured.max, inForce: limit.max },
      ...(gate.higher === undefined ? {} : { higher: gate.higher }),
    },
    restingTemplates: resting.length,
    parked: { urgent: parkedIn('urgent'), bulk: parkedIn('bulk') },
    asleep,
    unknown,
    haltedBatches,
    suppressions,
    unknownAge: Math.max(0, now - since) / 1_000,
    report,
    ...(webhook ? { webhook } : {}),
    ...(callbackState ? { callbacks: callbackState } : {}),
    ...(templates ? { templates } : {}),
  }
}

async function readSuppressions({
  redis,
  keys,
  account,
  now,
}: Pick<StatsDeps, 'redis' | 'keys' | 'account'> & { readonly now: number }): Promise<SuppressionStats> {
  const [own, all] = await Promise.all([
    readSources({ redis, keys }),
    readSources({ redis, keys: accountKeys(everyAccount) }),
  ])
  const days = account.suppression.legalListDays
  return {
    count: own.reduce((sum, { count }) => sum + count, 0),
    oldLegalLists: oldLegalLists([...own, ...all], { days, now }),
  }
}

/** What Hi Broker's webhook has said. */
interface WebhookStats extends WebhookCounts {
  /** Events of no message known that are kept. */
  readonly kept: number
}

async function readWebhookStats(redis: Redis, keys: AccountKeys): Promise<WebhookStats> {
  const [counts, kept] = await Promise.all([readWebhookCounts(redis, keys), countStoredEvents(redis, keys)])
  return { ...counts, kept }
}
