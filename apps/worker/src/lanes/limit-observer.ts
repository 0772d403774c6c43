import type { Account } from '@disparo/core/internal/account'
import { exhaustedMs, observeLimit, type ReportedLimit } from '@disparo/core/internal/gate'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import type { Logger } from 'pino'
import { logLimit } from '../log.js'
import type { AccountMetrics } from '../metrics/account-metrics.js'

/** Hears what an answer to a message says of the limit. Never fails: the next answer says it again. */
export type LimitObserver = (said: ReportedLimit) => Promise<void>

/** What was told last, and whether the same again would change nothing. */
interface Told {
  readonly limit: number | undefined
  readonly settled: boolean
  /** By the clock of `isNews`, ms. */
  readonly at: number
}

/** So often, at most, the gate is told the same again, by which a lower limit stays in force. */
const againMs = 1_000

/** Whether the gate need hear of it: mostly an answer says what the account's settings say, or nothing at all. */
export function isLimitNews(
  said: ReportedLimit,
  limit: Account['limit'],
  told: Told | undefined,
  now: number,
): boolean {
  if (exhaustedMs(said, limit) > 0) return true
  const isUsual = (max: number | undefined) => max === undefined || max === limit.max
  if (isUsual(said.limit)) return told !== undefined && !isUsual(told.limit)
  return !(told?.settled && told.limit === said.limit && now - told.at < againMs)
}

/** Tells the gate what answers to messages say of the limit, where it is news; Redis is asked for nothing else. */
export function openLimitObserver(deps: {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: Account
  readonly log: Logger
  readonly metrics?: AccountMetrics | undefined
}): LimitObserver {
  const { redis, keys, account, log, metrics } = deps
  let told: Told | undefined

  return async (said) => {
    if (!isLimitNews(said, account.limit, told, performance.now())) return
    const news = await observeLimit(redis, keys, said, account.limit).catch(() => undefined)
    if (!news) return
    told = { limit: said.limit, settled: news.unchanged, at: performance.now() }
    logLimit(log, news, account.limit)
    if (news.exhaustedMs !== undefined) metrics?.exhausted(news.exhaustedMs)
  }
}
