import type { Account } from '@disparo/core/internal/account'
import { type CallbackQueue, type CallbackState, readCallbackState } from '@disparo/core/internal/callback'
import {
  gateWindowMs,
  type Limit,
  limitInForce,
  readGate,
  readRestingTemplates,
} from '@disparo/core/internal/gate'
import { countParked } from '@disparo/core/internal/ledger'
import type { Lane } from '@disparo/core/internal/message'
import type { Lanes } from '@disparo/core/internal/queue'
import { type AccountKeys, type Redis, redisNow, within } from '@disparo/core/internal/redis'
import { type LaneFigures, readLane } from './lane-figures.js'
import { type ReportFigures, readReportFigures } from './report-figures.js'
import { readWebhookFigures, type WebhookFigures } from './webhook-figures.js'

/** How an account stands, as all its workers share it; ages in seconds. */
export interface AccountFigures {
  readonly account: string
  readonly lanes: readonly LaneFigures[]
  readonly permitsUsed: number
  /** Why the gate is closed; absent while it is open. A gate whose pause is over is closed until a probe gets through. */
  readonly closedBy?: string
  readonly limit: LimitFigures
  /** Templates whose messages are refused while others get through. */
  readonly restingTemplates: number
  /** Messages that sleep in a lane, for no worker had their data key. */
  readonly parked: Readonly<Record<Lane, number>>
  readonly unknown: number
  readonly unknownAge: number
  readonly report: ReportFigures
  /** Absent where the account has no webhook. */
  readonly webhook?: WebhookFigures
  /** Absent where the account has no callback. */
  readonly callbacks?: CallbackState
}

/** The limit, in requests per `windowMs`. */
export interface LimitFigures {
  readonly windowMs: number
  readonly configured: number
  /** Less than `configured` while upstream announces less. */
  readonly inForce: number
  /** The higher limit that upstream announces; it changes nothing. */
  readonly higher?: number
}

export interface FigureDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly callbacks: CallbackQueue
  readonly account: Account
}

/** A scrape must not wait long for a Redis that is away. */
const answerMs = 2_000

/** @throws RedisUnavailableError */
export async function readAccountFigures(deps: FigureDeps): Promise<AccountFigures> {
  return within(deps.redis, answerMs, () => read(deps))
}

async function read({ redis, keys, lanes, callbacks, account }: FigureDeps): Promise<AccountFigures> {
  const { safetyMarginMs, reserve } = account
  const configured: Limit = { ...account.limit, safetyMarginMs, reserve }
  const perRequest = account.transport === 'xml' ? account.xml.groupMax : 1
  const [now, gate] = await Promise.all([redisNow(redis, keys), readGate(redis, keys)])
  const limit = limitInForce(configured, gate)
  const [urgent, bulk, resting, permitsUsed, parked, unknown, doubt, report, webhook, callbackState] =
    await Promise.all([
      readLane(lanes, { lane: 'urgent', limit, perRequest, gate, now }),
      readLane(lanes, { lane: 'bulk', limit, perRequest, gate, now }),
      readRestingTemplates(redis, keys, now),
      redis.zcount(keys.permits, `(${now - gateWindowMs(limit)}`, '+inf'),
      countParked(redis, keys),
      redis.zcard(keys.unknown),
      redis.zrange(keys.unknown, '0', '0', 'WITHSCORES'),
      readReportFigures(redis, { account, keys, now }),
      account.webhookSecret && readWebhookFigures(redis, keys),
      account.callback && readCallbackState({ redis, keys, queue: callbacks }),
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
    unknown,
    unknownAge: Math.max(0, now - since) / 1_000,
    report,
    ...(webhook ? { webhook } : {}),
    ...(callbackState ? { callbacks: callbackState } : {}),
  }
}
